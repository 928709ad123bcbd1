namespace OrderingSystem.Engine.Api.Tests.FeatureSupport;

/// <summary>Every feature of the States Language, with a definition that shows whether it is there.</summary>
/// <remarks>Amazon States Language specification; Step Functions Developer Guide.</remarks>
internal static class Features
{
    private const string Lambda = "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f\"";
    private const string Pass = "\"StartAt\": \"P\", \"States\": { \"P\": { \"Type\": \"Pass\", \"End\": true } }";
    private const string Reader = "\"Resource\": \"arn:aws:states:::s3:getObject\", \"Parameters\": { \"Bucket\": \"b\", \"Key\": \"k\" }";

    public static IReadOnlyList<Feature> All { get; } =
    [
        Full("States", "Task: function, activity and service integration ARNs", One(Lambda)),
        Full("States", "Task: request/response, `.waitForTaskToken`", One("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\", \"Parameters\": { \"QueueUrl\": \"q\", \"MessageBody.$\": \"$$.Task.Token\" }")),
        Full("States", "Task: TimeoutSeconds(Path), HeartbeatSeconds(Path)", One(Lambda + ", \"TimeoutSecondsPath\": \"$.t\", \"HeartbeatSecondsPath\": \"$.h\"")),
        Partial("States", "Task: Credentials", One(Lambda + ", \"Credentials\": { \"RoleArn\": \"arn:aws:iam::123456789012:role/r\" }"), "shown in history and given to integrations; nothing on this engine assumes the role"),
        Full("States", "Pass, with Result or Parameters", One("\"Type\": \"Pass\", \"Result\": { \"a\": 1 }, \"ResultPath\": \"$.b\"")),
        Full("States", "Choice: every comparator, type test, `…Path` form, And, Or, Not", "{ \"StartAt\": \"C\", \"States\": { \"C\": { \"Type\": \"Choice\", \"Choices\": [ { \"And\": [ { \"Variable\": \"$.a\", \"StringMatches\": \"x*\" }, { \"Not\": { \"Variable\": \"$.b\", \"NumericLessThanPath\": \"$.c\" } }, { \"Variable\": \"$.t\", \"IsTimestamp\": true } ], \"Next\": \"S\" } ], \"Default\": \"S\" }, \"S\": { \"Type\": \"Succeed\" } } }"),
        Full("States", "Wait: Seconds, Timestamp, SecondsPath, TimestampPath", One("\"Type\": \"Wait\", \"TimestampPath\": \"$.until\"")),
        Full("States", "Succeed", "{ \"StartAt\": \"S\", \"States\": { \"S\": { \"Type\": \"Succeed\" } } }"),
        Full("States", "Fail: Error, Cause, ErrorPath, CausePath with intrinsic functions", "{ \"StartAt\": \"F\", \"States\": { \"F\": { \"Type\": \"Fail\", \"ErrorPath\": \"$.e\", \"CausePath\": \"States.Format('{}', $.c)\" } } }"),
        Full("States", "Parallel", One($"\"Type\": \"Parallel\", \"Branches\": [ {{ {Pass} }} ]")),
        Full("States", "Map, inline: ItemsPath, ItemSelector, MaxConcurrency(Path)", Map("\"ItemsPath\": \"$.i\", \"ItemSelector\": { \"v.$\": \"$$.Map.Item.Value\" }, \"MaxConcurrencyPath\": \"$.m\",", "INLINE")),
        Full("States", "Map, legacy: Iterator, Parameters", One($"\"Type\": \"Map\", \"Parameters\": {{ \"v.$\": \"$$.Map.Item.Value\" }}, \"Iterator\": {{ {Pass} }}")),
        Full("Distributed Map", "Children as executions of their own, Label, MaxConcurrency(Path)", Map("\"Label\": \"each\", \"MaxConcurrency\": 5,", "DISTRIBUTED")),
        Full("Distributed Map", "ToleratedFailureCount(Path), ToleratedFailurePercentage(Path)", Map("\"ToleratedFailureCountPath\": \"$.n\", \"ToleratedFailurePercentage\": 5,", "DISTRIBUTED")),
        Partial("Distributed Map", "ItemReader: JSON, ItemsPointer", Map($"\"ItemReader\": {{ {Reader}, \"ReaderConfig\": {{ \"InputType\": \"JSON\", \"ItemsPointer\": \"/a\" }} }},", "DISTRIBUTED"), "the items are an array; an object's members as items end the run with States.ItemReaderFailed"),
        Full("Distributed Map", "ItemReader: JSON Lines", Map($"\"ItemReader\": {{ {Reader}, \"ReaderConfig\": {{ \"InputType\": \"JSONL\" }} }},", "DISTRIBUTED")),
        Full("Distributed Map", "ItemReader: CSV, headers FIRST_ROW and GIVEN, five delimiters, MaxItems(Path)", Map($"\"ItemReader\": {{ {Reader}, \"ReaderConfig\": {{ \"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\", \"CSVHeaders\": [ \"a\" ], \"CSVDelimiter\": \"TAB\", \"MaxItemsPath\": \"$.m\" }} }},", "DISTRIBUTED")),
        Partial("Distributed Map", "ItemReader: `s3:listObjectsV2`", Map("\"ItemReader\": { \"Resource\": \"arn:aws:states:::s3:listObjectsV2\", \"Parameters\": { \"Bucket\": \"b\", \"Prefix\": \"p/\" } },", "DISTRIBUTED"), "buckets are folders, so an ETag is a SHA-256 and not S3's MD5"),
        Absent("Distributed Map", "ItemReader: Transformation LOAD_AND_FLATTEN", Map("\"ItemReader\": { \"Resource\": \"arn:aws:states:::s3:listObjectsV2\", \"Parameters\": { \"Bucket\": \"b\" }, \"ReaderConfig\": { \"InputType\": \"JSON\", \"Transformation\": \"LOAD_AND_FLATTEN\" } },", "DISTRIBUTED")),
        Absent("Distributed Map", "ItemReader: Parquet", Map($"\"ItemReader\": {{ {Reader}, \"ReaderConfig\": {{ \"InputType\": \"PARQUET\" }} }},", "DISTRIBUTED")),
        Absent("Distributed Map", "ItemReader: S3 inventory and Athena manifests", Map($"\"ItemReader\": {{ {Reader}, \"ReaderConfig\": {{ \"InputType\": \"MANIFEST\" }} }},", "DISTRIBUTED")),
        Full("Distributed Map", "ItemBatcher: MaxItemsPerBatch(Path), MaxInputBytesPerBatch(Path), BatchInput", Map("\"ItemBatcher\": { \"MaxItemsPerBatch\": 5, \"MaxInputBytesPerBatchPath\": \"$.b\", \"BatchInput\": { \"a.$\": \"$.a\" } },", "DISTRIBUTED")),
        Full("Distributed Map", "ResultWriter: manifest and result files, WriterConfig", Map("\"ResultWriter\": { \"Resource\": \"arn:aws:states:::s3:putObject\", \"Parameters\": { \"Bucket\": \"b\", \"Prefix\": \"p\" }, \"WriterConfig\": { \"Transformation\": \"COMPACT\", \"OutputType\": \"JSONL\" } },", "DISTRIBUTED")),
        Partial("Distributed Map", "ExecutionType EXPRESS", Map(string.Empty, "DISTRIBUTED").Replace("STANDARD", "EXPRESS", StringComparison.Ordinal), "the children run as Standard executions, with histories and without the five minutes"),
        Full("Data, JSONPath", "InputPath, Parameters, ResultSelector, ResultPath, OutputPath", One(Lambda + ", \"InputPath\": \"$.a\", \"Parameters\": { \"b.$\": \"$.c\" }, \"ResultSelector\": { \"d.$\": \"$.e\" }, \"ResultPath\": \"$.f\", \"OutputPath\": \"$.g\"")),
        Full("Data, JSONPath", "Paths with wildcards, slices, recursive descent, filters, functions; reference paths", One("\"Type\": \"Pass\", \"InputPath\": \"$..a[?(@.b > 1 && @.c =~ /x.*/i)][0:2]\"")),
        .. Intrinsics.Select(call => Full("Intrinsic functions", $"`{call[..call.IndexOf('(', StringComparison.Ordinal)]}`", One($"\"Type\": \"Pass\", \"Parameters\": {{ \"x.$\": \"{call}\" }}"))),
        Full("Data, JSONata", "QueryLanguage on machine and state, Arguments, Output, Assign, Items, Condition", "{ \"QueryLanguage\": \"JSONata\", \"StartAt\": \"P\", \"States\": { \"P\": { \"Type\": \"Pass\", \"Assign\": { \"x\": \"{% $states.input.a %}\" }, \"Output\": \"{% $x + 1 %}\", \"End\": true } } }"),
        Full("Data, JSONata", "`$states.input`, `.result`, `.errorOutput`, `.context`; `$partition`, `$range`, `$hash`, `$random`, `$uuid`, `$parse`", "{ \"QueryLanguage\": \"JSONata\", \"StartAt\": \"P\", \"States\": { \"P\": { \"Type\": \"Pass\", \"Output\": \"{% [$uuid(), $hash('a', 'MD5'), $partition([1,2], 1), $range(1, 3, 1), $random(), $parse('1'), $states.context.Execution.Id] %}\", \"End\": true } } }"),
        Full("Data", "Variables: Assign, `$name`, scopes of branches and iterations", One("\"Type\": \"Pass\", \"Assign\": { \"x.$\": \"$.a\" }")),
        Full("Data", "Context object", One("\"Type\": \"Pass\", \"Parameters\": { \"x.$\": \"$$.Execution.StartTime\" }")),
        Full("Errors", "Retry: IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds, JitterStrategy", One(Lambda + ", \"Retry\": [ { \"ErrorEquals\": [ \"E\" ], \"IntervalSeconds\": 1, \"MaxAttempts\": 2, \"BackoffRate\": 1.5, \"MaxDelaySeconds\": 9, \"JitterStrategy\": \"FULL\" } ]")),
        Full("Errors", "Catch: ResultPath, Assign, Output", "{ \"StartAt\": \"T\", \"States\": { \"T\": { " + Lambda + ", \"Catch\": [ { \"ErrorEquals\": [ \"States.ALL\" ], \"ResultPath\": \"$.e\", \"Assign\": { \"y\": 1 }, \"Next\": \"S\" } ], \"Next\": \"S\" }, \"S\": { \"Type\": \"Succeed\" } } }"),
        Full("Machine", "Comment, TimeoutSeconds, Version", "{ \"Comment\": \"c\", \"TimeoutSeconds\": 60, \"Version\": \"1.0\", " + Pass + " }"),
    ];

    private static string[] Intrinsics =>
    [
        "States.Array($.a)", "States.ArrayContains($.a, 1)", "States.ArrayGetItem($.a, 0)", "States.ArrayLength($.a)", "States.ArrayPartition($.a, 2)", "States.ArrayRange(1, 9, 2)", "States.ArrayUnique($.a)",
        "States.Base64Decode($.a)", "States.Base64Encode($.a)", "States.Format('{}', $.a)", "States.Hash($.a, 'SHA-256')", "States.JsonMerge($.a, $.b, false)", "States.JsonToString($.a)", "States.MathAdd(1, 2)",
        "States.MathRandom(1, 9)", "States.StringSplit($.a, ',')", "States.StringToJson($.a)", "States.UUID()",
    ];

    private static Feature Full(string group, string name, string probe) => new(group, name, Support.Full, probe);

    private static Feature Partial(string group, string name, string probe, string difference) => new(group, name, Support.Partial, probe, difference);

    private static Feature Absent(string group, string name, string probe) => new(group, name, Support.Absent, probe, "refused when the state machine is created");

    private static string One(string fields) => $"{{ \"StartAt\": \"S\", \"States\": {{ \"S\": {{ {fields}, \"End\": true }} }} }}";

    private static string Map(string fields, string mode) =>
        One($"\"Type\": \"Map\", {fields} \"ItemProcessor\": {{ \"ProcessorConfig\": {{ \"Mode\": \"{mode}\"{(mode == "DISTRIBUTED" ? ", \"ExecutionType\": \"STANDARD\"" : string.Empty)} }}, {Pass} }}");
}
