namespace System
{
    /// <summary>Lets netstandard2.0 compile list patterns.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Lets netstandard2.0 compile records and init-only properties.</summary>
    internal static class IsExternalInit;
}
