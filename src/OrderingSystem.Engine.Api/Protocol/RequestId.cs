using System.Security.Cryptography;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>Names one request for whoever reads logs. It decides nothing, so a replay may draw others.</summary>
internal static class RequestId
{
    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // RFC 9562: version 4
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // and its variant
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
