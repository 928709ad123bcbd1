using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Sqlite.Codec;

/// <summary>Reads what <see cref="BlobWriter"/> wrote. Bytes that it cannot have written throw <see cref="InvalidDataException"/>.</summary>
internal ref struct BlobReader(ReadOnlySpan<byte> blob)
{
    private readonly ReadOnlySpan<byte> _blob = blob;
    private readonly List<Payload> _payloads = [];
    private readonly List<string> _strings = [];
    private int _position;
    private long? _baseMilliseconds;

    public readonly bool AtEnd => _position == _blob.Length;

    public readonly void Preset(Payload payload) => _payloads.Add(payload);

    /// <param name="newest">The highest version that this release reads.</param>
    public byte Version(byte newest)
    {
        var version = Byte();
        return version >= 1 && version <= newest
            ? version
            : throw new InvalidDataException($"its format version is {version}, and this release reads 1 to {newest}");
    }

    public byte Byte() => _position < _blob.Length ? _blob[_position++] : throw Truncated();

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"byte {_position - 1} is {other} where 0 or 1 belongs"),
    };

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException($"the number before byte {_position} does not end");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long Count() => Unsigned() is <= long.MaxValue and var value ? (long)value : throw OutOfRange();

    public int Int32() => Unsigned() is <= int.MaxValue and var value ? (int)value : throw OutOfRange();

    public long? OptionalUnsigned() => Unsigned() is > 0 and var value ? (value - 1 <= long.MaxValue ? (long)(value - 1) : throw OutOfRange()) : null;

    public DateTimeOffset Time()
    {
        var head = Unsigned();
        long milliseconds;
        if (_baseMilliseconds is null)
        {
            milliseconds = (long)(head >> 1);
            _baseMilliseconds = milliseconds;
        }
        else
        {
            var zigzag = head >> 1;
            milliseconds = _baseMilliseconds.Value + ((long)(zigzag >> 1) ^ -(long)(zigzag & 1));
        }

        var rest = (head & 1) == 0 ? 0 : Count();
        if (milliseconds < 0 || milliseconds > DateTimeOffset.MaxValue.UtcTicks / TimeSpan.TicksPerMillisecond || rest >= TimeSpan.TicksPerMillisecond)
        {
            throw new InvalidDataException($"the time before byte {_position} is out of range");
        }

        return new DateTimeOffset((milliseconds * TimeSpan.TicksPerMillisecond) + rest, TimeSpan.Zero);
    }

    public DateTimeOffset? OptionalTime() => Flag() ? Time() : null;

    public string? OptionalString()
    {
        switch (Unsigned())
        {
            case 0:
                return null;
            case 1:
                var text = Encoding.UTF8.GetString(Bytes());
                _strings.Add(text);
                return text;
            case var reference:
                return reference - 2 < (ulong)_strings.Count ? _strings[(int)(reference - 2)] : throw DanglingReference();
        }
    }

    public string String() => OptionalString() ?? throw Missing();

    public Payload? OptionalPayload()
    {
        switch (Unsigned())
        {
            case 0:
                return null;
            case 1:
                var payload = StatesLanguage.Data.Json.Payload.FromTrustedUtf8(Bytes().ToArray());
                _payloads.Add(payload);
                return payload;
            case var reference:
                return reference - 2 < (ulong)_payloads.Count ? _payloads[(int)(reference - 2)] : throw DanglingReference();
        }
    }

    public Payload Payload() => OptionalPayload() ?? throw Missing();

    private ReadOnlySpan<byte> Bytes()
    {
        var length = Unsigned();
        if (length > (ulong)(_blob.Length - _position))
        {
            throw Truncated();
        }

        var bytes = _blob.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    private readonly InvalidDataException Truncated() => new($"it ends at byte {_blob.Length}, in the middle of a field");

    private readonly InvalidDataException Missing() => new($"a field that every row has is absent before byte {_position}");

    private readonly InvalidDataException OutOfRange() => new($"the number before byte {_position} is out of range");

    private readonly InvalidDataException DanglingReference() => new($"byte {_position - 1} refers to a text that the blob does not have");
}
