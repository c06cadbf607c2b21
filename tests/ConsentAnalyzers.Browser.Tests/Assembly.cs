using ConsentAnalyzers.Browser.Tests;

[assembly: AssemblyFixture(typeof(Chromium))]
