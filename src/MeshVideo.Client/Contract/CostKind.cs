namespace MeshVideo;

/// <summary>Specifies where the cost of a task comes from.</summary>
public enum CostKind
{
    /// <summary>The cost is computed: the tokens that are billed, at the price that the service lists.</summary>
    Estimated,

    /// <summary>The cost is what the service has charged.</summary>
    Charged,
}
