using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Sqlite.Codec;

/// <summary>
/// Writes one stored blob: a version byte, then fields without names. Numbers are variable-length, times count milliseconds from the
/// blob's first time, and a text that stood in the blob before is a reference to it.
/// </summary>
/// <remarks>
/// The output of a task is also the output of its state and the input of the next, so most payloads of a blob are references.
/// See the decision record on the stored format.
/// </remarks>
internal sealed class BlobWriter
{
    /// <summary>How many of the newest texts are searched for a repetition: enough for what repeats, and no quadratic cost.</summary>
    private const int SearchWindow = 48;

    private readonly List<Payload> _payloads = [];
    private readonly List<string> _strings = [];
    private byte[] _buffer = new byte[512];
    private int _length;
    private long? _baseMilliseconds;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public byte[] ToArray() => Written.ToArray();

    public void Reset()
    {
        _length = 0;
        _baseMilliseconds = null;
        _payloads.Clear();
        _strings.Clear();
    }

    /// <summary>Makes a text that the reader has from elsewhere known, so that writing it is a reference.</summary>
    public void Preset(Payload payload) => _payloads.Add(payload);

    public void Byte(byte value)
    {
        Ensure(1);
        _buffer[_length++] = value;
    }

    public void Unsigned(ulong value)
    {
        Ensure(10);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>0 is absent; every other value is one more than the number.</summary>
    public void OptionalUnsigned(long? value)
    {
        if (value is < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only counts and ids are stored this way.");
        }

        Unsigned(value is { } number ? (ulong)number + 1 : 0);
    }

    public void Time(DateTimeOffset time)
    {
        var (milliseconds, rest) = Math.DivRem(time.UtcTicks, TimeSpan.TicksPerMillisecond);
        if (_baseMilliseconds is null)
        {
            _baseMilliseconds = milliseconds;
            Unsigned(((ulong)milliseconds << 1) | (rest == 0 ? 0u : 1u));
        }
        else
        {
            var delta = milliseconds - _baseMilliseconds.Value;
            Unsigned(((ulong)((delta << 1) ^ (delta >> 63)) << 1) | (rest == 0 ? 0u : 1u));
        }

        if (rest != 0)
        {
            Unsigned((ulong)rest);
        }
    }

    public void OptionalTime(DateTimeOffset? time)
    {
        Byte(time is null ? (byte)0 : (byte)1);
        if (time is { } value)
        {
            Time(value);
        }
    }

    /// <summary>0 is absent, 1 a text that follows, anything else a text of this blob, counted from 2.</summary>
    public void String(string? text)
    {
        if (text is null)
        {
            Byte(0);
            return;
        }

        for (var i = _strings.Count - 1; i >= 0 && i >= _strings.Count - SearchWindow; i--)
        {
            if (string.Equals(_strings[i], text, StringComparison.Ordinal))
            {
                Unsigned((ulong)i + 2);
                return;
            }
        }

        _strings.Add(text);
        Byte(1);
        var bytes = Encoding.UTF8.GetByteCount(text);
        Unsigned((ulong)bytes);
        Ensure(bytes);
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
    }

    /// <inheritdoc cref="String"/>
    public void Payload(Payload? payload)
    {
        if (payload is null)
        {
            Byte(0);
            return;
        }

        for (var i = _payloads.Count - 1; i >= 0 && i >= _payloads.Count - SearchWindow; i--)
        {
            if (_payloads[i].Equals(payload))
            {
                Unsigned((ulong)i + 2);
                return;
            }
        }

        _payloads.Add(payload);
        Byte(1);
        var utf8 = payload.Utf8.Span;
        Unsigned((ulong)utf8.Length);
        Ensure(utf8.Length);
        utf8.CopyTo(_buffer.AsSpan(_length));
        _length += utf8.Length;
    }

    private void Ensure(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
