namespace BobsPost.Simulator.Faults;

/// <summary>What one request meets.</summary>
/// <param name="Name">As the ledger has it: the kind's wire name, <c>outage</c> or <c>rate-limit</c>.</param>
/// <param name="CarriedOut">For kinds that are ambiguous: whether the request is carried out before it fails.</param>
/// <param name="Variant">From 0 to 1: picks among the forms that a kind has.</param>
internal readonly record struct Fault(FaultKind Kind, string Name, bool CarriedOut, double Variant);
