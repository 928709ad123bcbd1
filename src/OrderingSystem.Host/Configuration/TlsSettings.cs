using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrderingSystem.Host.Configuration;

/// <summary>The certificate that the admin API and the web app are served with.</summary>
/// <param name="CertificateFile">PEM (the certificate, then its intermediates), or PFX.</param>
/// <param name="KeyFile">PEM; null where the certificate's file holds the key, too.</param>
/// <param name="Password">Of the PFX file or the encrypted key; null for none.</param>
public sealed record TlsSettings(string CertificateFile, string? KeyFile, string? Password)
{
    public override string ToString() => $"TlsSettings({CertificateFile}, redacted)";

    /// <returns>The certificate with its private key, and its intermediates.</returns>
    /// <exception cref="HostStartException">A file cannot be read, has no key, or its certificate has expired.</exception>
    public (X509Certificate2 Certificate, X509Certificate2Collection Chain) Load()
    {
        try
        {
            var (certificate, chain) = IsPfx() ? LoadPfx() : LoadPem();
            if (!certificate.HasPrivateKey)
            {
                throw new HostStartException($"'{CertificateFile}' holds no private key: name its file with --tls-key.");
            }

            return certificate.NotAfter.ToUniversalTime() > TimeProvider.System.GetUtcNow().UtcDateTime
                ? (certificate, chain)
                : throw new HostStartException($"The certificate in '{CertificateFile}' expired on {certificate.NotAfter.ToUniversalTime():u}.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new HostStartException($"The certificate '{CertificateFile}' cannot be used: {refused.Message}");
        }
    }

    private bool IsPfx()
    {
        using var file = File.OpenRead(CertificateFile);
        return file.ReadByte() == 0x30; // a DER sequence; PEM begins with text
    }

    private (X509Certificate2 Certificate, X509Certificate2Collection Chain) LoadPfx()
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(CertificateFile, Password);
        var own = all.FirstOrDefault(one => one.HasPrivateKey) ?? throw new HostStartException($"'{CertificateFile}' holds no certificate with a private key.");
        all.Remove(own);
        return (own, all);
    }

    private (X509Certificate2 Certificate, X509Certificate2Collection Chain) LoadPem()
    {
        var own = Password is null
            ? X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile)
            : X509Certificate2.CreateFromEncryptedPemFile(CertificateFile, Password, KeyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(CertificateFile);
        foreach (var copy in chain.Where(one => one.Thumbprint == own.Thumbprint).ToList())
        {
            chain.Remove(copy);
        }

        return (own, chain);
    }
}
