using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Server;

/// <summary>What a file's text speaks of, so that nothing is registered in a compilation that speaks of none of it.</summary>
[Flags]
internal enum ServerMention
{
    None = 0,

    /// <summary>A tracker's server address.</summary>
    Tracker = 1,

    /// <summary>The visitor's address.</summary>
    ClientAddress = 2,

    /// <summary>An HTTP request with a body.</summary>
    Sending = 4,

    /// <summary>The framework's own logging of requests.</summary>
    RequestLog = 8,

    /// <summary>A source-generated log method.</summary>
    LoggerMessage = 16,
}

/// <summary>One search of each file's text, kept across compilations.</summary>
internal static class ServerMentions
{
    private static readonly string[] Sending = ["PostAs", "PutAs", "PatchAs", "HttpRequestMessage"];
    private static readonly string[] RequestLog = ["AddW3CLogging", "W3CLoggerOptions", "AddHttpLogging", "HttpLoggingOptions", "WithClientIp"];
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ServerMention>> Found = new();

    public static ServerMention Of(SyntaxTree tree) => Found.GetValue(tree, t => new(Read(t.GetText().ToString()))).Value;

    public static bool In(Compilation compilation, ServerMention any) => compilation.SyntaxTrees.Any(t => (Of(t) & any) != 0);

    private static ServerMention Read(string text) =>
        (Has(text, KnownServerApis.Words) ? ServerMention.Tracker : 0)
        | (Has(text, ClientAddressNames.Words) ? ServerMention.ClientAddress : 0)
        | (Has(text, Sending) ? ServerMention.Sending : 0)
        | (Has(text, RequestLog) ? ServerMention.RequestLog : 0)
        | (text.IndexOf("LoggerMessage", StringComparison.Ordinal) >= 0 ? ServerMention.LoggerMessage : 0);

    private static bool Has(string text, IReadOnlyList<string> words) => words.Any(w => text.IndexOf(w, StringComparison.Ordinal) >= 0);
}
