using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.States.Map;

internal static class MapStateReader
{
    private const int MaxLabelLength = 40;

    /// <summary>Characters that an ARN, a path or a pattern gives a meaning to.</summary>
    private const string NotInLabels = "?*<>{}[]:;,\\|^~$#%&`\"";

    public static State? Read(StateHeader header, ObjectReader fields)
    {
        var next = StateReaders.ReadNext(fields);
        var data = DataFlow.Read(fields, header.Language, DataFields.Input | DataFields.Selector | DataFields.Result | DataFields.Assign | DataFields.Output);
        var retriers = ErrorHandlingReader.ReadRetriers(fields);
        var catchers = ErrorHandlingReader.ReadCatchers(fields, header.Language);
        var items = ReadItems(fields, header.Language);
        var concurrency = NumberField.Read(fields, header.Language, "MaxConcurrency", isWhole: true);

        // The service takes these in an inline Map too, where they change nothing.
        var failureCount = NumberField.Read(fields, header.Language, "ToleratedFailureCount", isWhole: true);
        var failurePercentage = NumberField.Read(fields, header.Language, "ToleratedFailurePercentage", isWhole: false);
        var label = ReadLabel(fields);
        if (!fields.TryOnlyOne(out var processorField, "ItemProcessor", "Iterator"))
        {
            if (processorField is null)
            {
                fields.Problem(null, "These fields are required: [ItemProcessor]");
            }

            return null;
        }

        if (fields.Object(processorField) is not { } processor)
        {
            return null;
        }

        var graph = StateMachineReader.ReadGraph(processor, header.Scope);
        var (isDistributed, isExpress) = ReadConfig(processor);
        _ = processor.Text("Comment");
        processor.RejectOthers();
        if (!isDistributed)
        {
            RequireDistributed(fields, "ItemReader", "ItemBatcher", "ResultWriter");
        }
        else if (header.Scope.IsExpress)
        {
            fields.Problem("ItemProcessor", "An Express state machine does not support a Map state whose mode is DISTRIBUTED");
        }

        var (reader, batcher, writer) = isDistributed
            ? (ItemReaderField.Read(fields, header.Language), ItemBatcherField.Read(fields, header.Language), ResultWriterField.Read(fields, header.Language))
            : (null, null, null);
        if (graph is null)
        {
            return null;
        }

        if (isDistributed)
        {
            return new DistributedMapState
            {
                Name = header.Name,
                Comment = header.Comment,
                QueryLanguage = header.Language,
                Next = next,
                Data = data,
                Retriers = retriers,
                Catchers = catchers,
                Processor = graph,
                Items = items,
                MaxConcurrency = concurrency,
                ToleratedFailureCount = failureCount,
                ToleratedFailurePercentage = failurePercentage,
                ItemReader = reader,
                ItemBatcher = batcher,
                ResultWriter = writer,
                ChildrenAreExpress = isExpress,
                Label = label,
            };
        }

        return new MapState
        {
            Name = header.Name,
            Comment = header.Comment,
            QueryLanguage = header.Language,
            Next = next,
            Data = data,
            Retriers = retriers,
            Catchers = catchers,
            Processor = graph,
            Items = items,
            MaxConcurrency = concurrency,
        };
    }

    private static MapItems ReadItems(ObjectReader fields, QueryLanguage language)
    {
        if (language == QueryLanguage.Jsonata)
        {
            return new JsonataMapItems(JsonataTemplate.Read(fields, "Items"), JsonataTemplate.Read(fields, "ItemSelector"));
        }

        var itemsPath = fields.ReferencePath("ItemsPath", out _);
        return fields.TryOnlyOne(out var selector, "ItemSelector", "Parameters")
            ? new JsonPathMapItems(itemsPath, fields.Template(selector))
            : new JsonPathMapItems(itemsPath, null);
    }

    private static string? ReadLabel(ObjectReader fields)
    {
        if (fields.Text("Label") is not { } label)
        {
            return null;
        }

        if (label.Length is 0 or > MaxLabelLength)
        {
            fields.Problem("Label", $"Label cannot exceed {MaxLabelLength} characters, nor be empty", DiagnosticCodes.InvalidLabel);
        }

        foreach (var character in label)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character) || NotInLabels.Contains(character, StringComparison.Ordinal))
            {
                fields.Problem("Label", $"Label contains invalid character: '{character}'", DiagnosticCodes.InvalidLabel);
                break;
            }
        }

        return label;
    }

    private static (bool IsDistributed, bool IsExpress) ReadConfig(ObjectReader processor)
    {
        if (processor.Object("ProcessorConfig") is not { } config)
        {
            return (false, false);
        }

        var mode = config.Text("Mode");
        var type = config.Text("ExecutionType");
        config.RejectOthers();
        if (mode is not (null or "INLINE" or "DISTRIBUTED"))
        {
            config.Problem("Mode", "The field 'Mode' should have one of these values: [INLINE, DISTRIBUTED]");
        }

        if (type is not (null or "STANDARD" or "EXPRESS"))
        {
            config.Problem("ExecutionType", "The field 'ExecutionType' should have one of these values: [STANDARD, EXPRESS]");
        }

        return (mode == "DISTRIBUTED", type == "EXPRESS");
    }

    private static void RequireDistributed(ObjectReader fields, params ReadOnlySpan<string> names)
    {
        foreach (var field in names)
        {
            if (fields.Has(field))
            {
                fields.Problem(field, $"Field '{field}' is not supported where ProcessorConfig.Mode is not DISTRIBUTED");
            }
        }
    }
}
