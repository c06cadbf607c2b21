using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Whether this scope is a circuit's. An <c>IHttpContextAccessor</c> may still hold the request that opened it, whose choice is a stale one.</summary>
internal sealed class CircuitMark
{
    public bool IsCircuit { get; set; }
}

/// <summary>Circuit handlers are created with each circuit's scope, before any of its components.</summary>
internal sealed class CircuitMarker : CircuitHandler
{
    public CircuitMarker(CircuitMark mark) => mark.IsCircuit = true;
}
