using Integration.Databases;
using Npgsql;

namespace Integration.Intake;

public sealed class AppendErrorsTests
{
    [Theory]
    [InlineData("40P01", null, true, false, false, "database-unavailable")]
    [InlineData("40001", null, true, false, false, "database-unavailable")]
    [InlineData("22001", null, false, true, false, "event-not-storable")]
    [InlineData("22P05", null, false, true, false, "event-not-storable")]
    [InlineData("23505", "events_pkey", false, true, false, "event-not-storable")]
    [InlineData("23514", "some_check", false, true, false, "event-not-storable")]
    [InlineData("23514", null, false, false, true, "storage-not-ready")]
    [InlineData("54000", null, false, true, false, "event-not-storable")]
    [InlineData("54001", null, false, false, false, "database-unavailable")]
    [InlineData("53100", null, false, false, false, "storage-full")]
    [InlineData("57P01", null, false, false, false, "database-unavailable")]
    [InlineData("42P01", null, false, false, false, "database-unavailable")]
    public void Errors_OfASqlState_HaveTheirMeaning(
        string state,
        string? constraint,
        bool passing,
        bool ofData,
        bool missingPartition,
        string slug
    )
    {
        var error = new PostgresException("text", "ERROR", "ERROR", state, constraintName: constraint);
        DatabaseErrors.IsPassing(error).Should().Be(passing);
        DatabaseErrors.IsOfData(error).Should().Be(ofData);
        DatabaseErrors.IsMissingPartition(error).Should().Be(missingPartition);
        AppendErrors.ProblemOf(error).Slug.Should().Be(slug);
    }

    [Fact]
    public void ProblemOf_WhatIsNoDatabaseError_IsAFaultOfOurs() =>
        AppendErrors.ProblemOf(new InvalidOperationException("bug")).Slug.Should().Be("internal-error");

    [Fact]
    public void ProblemOf_ABrokenConnection_AsksToComeAgain()
    {
        foreach (
            var error in (Exception[])
                [new NpgsqlException("cut"), new TimeoutException(), new OperationCanceledException()]
        )
        {
            var problem = AppendErrors.ProblemOf(error);
            (problem.Slug, problem.Status).Should().Be(("database-unavailable", 503));
            problem.RetryAfter.Should().BePositive();
        }
    }
}
