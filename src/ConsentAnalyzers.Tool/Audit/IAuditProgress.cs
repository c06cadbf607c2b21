namespace ConsentAnalyzers.Tool.Audit;

/// <summary>Told what an audit is doing, in this order; <see cref="Compiling"/> once a project and framework.</summary>
internal interface IAuditProgress
{
    void Restoring();

    void Compiling(string project);

    void Reading();
}
