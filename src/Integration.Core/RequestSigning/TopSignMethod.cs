namespace Integration.RequestSigning;

/// <summary>How a TOP request is signed; the names of the field <c>sign_method</c> are in <see cref="TopSignature"/>.</summary>
public enum TopSignMethod
{
    /// <summary><c>md5</c>: MD5 over secret, text, secret.</summary>
    Md5 = 0,

    /// <summary><c>hmac</c>: HMAC-MD5 with the secret as key.</summary>
    HmacMd5 = 1,

    /// <summary><c>hmac-sha256</c>: HMAC-SHA256 with the secret as key.</summary>
    HmacSha256 = 2,
}
