using System.Buffers.Binary;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.UUID()</c>: a random (version 4) UUID.</summary>
internal sealed class Uuid() : IntrinsicFunction("States.UUID", fewest: 0, most: 0)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, arguments.Random.Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], arguments.Random.Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // version
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // variant
        return JsonValue.Of(new Guid(bytes, bigEndian: true).ToString());
    }
}
