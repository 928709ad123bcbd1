using System.Buffers.Binary;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.UUID()</c>: a random (version 4) UUID.</summary>
internal sealed class Uuid() : IntrinsicFunction("States.UUID", fewest: 0, most: 0)
{
    public override JsonValue Call(IntrinsicArguments arguments) => JsonValue.Of(New(arguments.Random));

    internal static string New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, random.Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], random.Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // version
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // variant
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
