// Receives requests and judges each with the verifiers of the npm packages `standardwebhooks` and `svix`; prints one line
// of JSON for each. Signs with them too, when asked by GET /sign?id=…&body=….
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(process.argv[2] + '/');
const { Webhook: Standard } = require('standardwebhooks');
const { Webhook: Svix } = require('svix');
const secret = process.argv[3];

function judge(Verifier, body, headers) {
  try {
    new Verifier(secret).verify(body, headers);
    return 'ok';
  } catch (error) {
    return String(error.message ?? error);
  }
}

function sign(url) {
  const at = new Date();
  const [id, body] = [url.searchParams.get('id'), url.searchParams.get('body')];
  return JSON.stringify({
    timestamp: String(Math.floor(at.getTime() / 1000)),
    standardwebhooks: new Standard(secret).sign(id, at, body),
    svix: new Svix(secret).sign(id, at, body),
  });
}

createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (request.method === 'GET') {
    response.end(sign(url));
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    const verdict = {
      standardwebhooks: judge(Standard, body, request.headers),
      svix: judge(Svix, body, request.headers),
    };
    console.log(JSON.stringify(verdict));
    response.statusCode = Object.values(verdict).every((v) => v === 'ok') ? 200 : 500;
    response.end(JSON.stringify(verdict));
  });
}).listen(0, '127.0.0.1', function () {
  console.log(`listening ${this.address().port}`);
});
