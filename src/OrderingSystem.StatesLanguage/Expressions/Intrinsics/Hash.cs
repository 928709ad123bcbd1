using System.Security.Cryptography;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.Hash($.text, 'SHA-256')</c>: the hash of the text's UTF-8 bytes in lower-case hexadecimal; up to 10,000 characters.</summary>
internal sealed class Hash() : IntrinsicFunction("States.Hash", fewest: 2, most: 2)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var data = Encoding.UTF8.GetBytes(arguments.ShortText(0));
        var hash = arguments.Text(1) switch
        {
            "MD5" => HashData(HashAlgorithmName.MD5, data),
            "SHA-1" => HashData(HashAlgorithmName.SHA1, data),
            "SHA-256" => HashData(HashAlgorithmName.SHA256, data),
            "SHA-384" => HashData(HashAlgorithmName.SHA384, data),
            "SHA-512" => HashData(HashAlgorithmName.SHA512, data),
            var other => throw arguments.Failure($"There is no hash algorithm '{other}': MD5, SHA-1, SHA-256, SHA-384 and SHA-512 are supported"),
        };
        return JsonValue.Of(Convert.ToHexStringLower(hash));
    }

    private static byte[] HashData(HashAlgorithmName algorithm, byte[] data) => CryptographicOperations.HashData(algorithm, data);
}
