using System.Text.Encodings.Web;
using Integration.Access;
using Microsoft.AspNetCore.Antiforgery;

namespace Integration.Dashboard;

/// <summary>The two pages around the dashboard, whole in themselves: nothing is fetched from elsewhere, no script runs.</summary>
internal static class SignInPages
{
    /// <summary>Colours follow the reader's system.</summary>
    public const string Style = """
        :root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --text: #1c2430; --dim: #5b6675; --line: #cdd4dd; --main: #1f5fbf; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #14181f; --card: #1e242d; --text: #e7ebf0; --dim: #9aa6b5; --line: #3a4452; --main: #6ea3f2; --bad: #ff8a80; }
        }
        .session { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
        .session main { box-sizing: border-box; width: min(26rem, 92vw); padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
        .session h1 { margin: 0 0 .25rem; font-size: 1.3rem; }
        .session p { margin: 0 0 1.25rem; color: var(--dim); }
        .session p.bad { color: var(--bad); font-weight: 600; }
        .session label { display: block; margin-bottom: .35rem; font-weight: 600; }
        .session input[type=password] { box-sizing: border-box; width: 100%; padding: .6rem .7rem; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: .35rem; }
        .session button { margin-top: 1rem; padding: .6rem 1.2rem; font: inherit; font-weight: 600; color: var(--card); background: var(--main); border: 0; border-radius: .35rem; cursor: pointer; }
        .session a { color: var(--main); }
        .session :focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
        .session-link { display: block; margin: 1rem .75rem; padding: .5rem .75rem; color: inherit; border: 1px solid currentColor; border-radius: .35rem; text-align: center; text-decoration: none; opacity: .8; }
        .session-link:hover { opacity: 1; }
        """;

    /// <summary>Runs before the dashboard's own script: its stream of logs is not offered.</summary>
    public const string Script = "window.hideTrace = true;\n";

    /// <summary>Asks for a key.</summary>
    public static string SignIn(AntiforgeryTokenSet tokens, string? fault) =>
        Page(
            "Sign in",
            $"""
            <p>Integration.Orleans dashboard</p>
            {(fault is null ? "" : $"<p class=\"bad\" role=\"alert\">{Encode(fault)}</p>")}
            <form method="post" action="{DashboardPaths.SignIn}">
            {Hidden(tokens)}
            <label for="key">API key</label>
            <input id="key" name="key" type="password" required autofocus autocomplete="off" spellcheck="false" placeholder="ik_…">
            <button type="submit">Sign in</button>
            </form>
            """
        );

    /// <summary>Says who is signed in and offers the way out.</summary>
    public static string SignedIn(AntiforgeryTokenSet tokens, ApiKeyResource key) =>
        Page(
            "Signed in",
            $"""
            <p>With the key <strong>{Encode(key.Name)}</strong> ({Encode(
                key.Id
            )}), {key.Role.ToString().ToLowerInvariant()}.</p>
            <a href="{DashboardPaths.Root}/">To the dashboard</a>
            <form method="post" action="{DashboardPaths.SignOut}">
            {Hidden(tokens)}
            <button type="submit">Sign out</button>
            </form>
            """
        );

    private static string Page(string title, string body) =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} – Integration.Orleans</title>
            <link rel="stylesheet" href="{DashboardPaths.Style}">
            </head>
            <body class="session">
            <main>
            <h1>{title}</h1>
            {body}
            </main>
            </body>
            </html>

            """;

    private static string Hidden(AntiforgeryTokenSet tokens) =>
        $"<input type=\"hidden\" name=\"{tokens.FormFieldName}\" value=\"{Encode(tokens.RequestToken!)}\">";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
