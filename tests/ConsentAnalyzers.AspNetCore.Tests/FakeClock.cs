namespace ConsentAnalyzers.AspNetCore.Tests;

/// <summary>A clock that stands still until it is moved; its timers ring when their time is passed.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How often it was looked at.</summary>
    public int Looks { get; private set; }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            Looks++;
            return _now;
        }
    }

    public void Advance(TimeSpan time)
    {
        List<Timer> due;
        lock (_gate)
        {
            _now += time;
            due = _timers.FindAll(timer => timer.Due <= _now);
            foreach (var timer in due) timer.Due = timer.Period > TimeSpan.Zero ? _now + timer.Period : DateTimeOffset.MaxValue;
        }
        foreach (var timer in due) timer.Ring();
    }

    /// <summary>The periods of the timers that run.</summary>
    public IReadOnlyList<TimeSpan> Periods
    {
        get
        {
            lock (_gate) return [.. _timers.Select(timer => timer.Period)];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate) _timers.Add(timer);
        return timer;
    }

    private sealed class Timer(FakeClock clock, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate) (Due, Period) = (dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : clock._now + dueTime, period);
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
