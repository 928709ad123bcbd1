using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.States.Map;

internal static class MapStateReader
{
    private static readonly string[] DistributedFields =
    [
        "ItemReader", "ItemBatcher", "ResultWriter", "Label", "ToleratedFailureCount", "ToleratedFailureCountPath", "ToleratedFailurePercentage",
        "ToleratedFailurePercentagePath",
    ];

    public static State? Read(StateHeader header, ObjectReader fields)
    {
        var next = StateReaders.ReadNext(fields);
        var data = DataFlow.Read(fields, header.Language, DataFields.Input | DataFields.Selector | DataFields.Result | DataFields.Assign | DataFields.Output);
        var retriers = ErrorHandlingReader.ReadRetriers(fields);
        var catchers = ErrorHandlingReader.ReadCatchers(fields, header.Language);
        var items = ReadItems(fields, header.Language);
        var concurrency = ConcurrencyField.Read(fields, header.Language);
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
        var isDistributed = ReadMode(processor);
        _ = processor.Text("Comment");
        processor.RejectOthers();
        AcceptWhatIsForDistributed(fields, isDistributed);
        return graph is null ? null : new MapState
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

    private static bool ReadMode(ObjectReader processor)
    {
        if (processor.Object("ProcessorConfig") is not { } config)
        {
            return false;
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

        return mode == "DISTRIBUTED";
    }

    private static void AcceptWhatIsForDistributed(ObjectReader fields, bool isDistributed)
    {
        if (isDistributed)
        {
            fields.Problem("ItemProcessor", "Distributed Map is not supported by this engine", DiagnosticCodes.Unsupported);
        }

        foreach (var field in DistributedFields)
        {
            _ = fields.Has(field); // the service takes them in an inline Map too, where they change nothing
        }
    }
}
