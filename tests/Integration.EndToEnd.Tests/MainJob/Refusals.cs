using System.Net;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>What every refusal must be: a problem document that helps, and leaks nothing.</summary>
internal static class Refusals
{
    public static void Expect(HubAnswer answer, HttpStatusCode status, string problem)
    {
        answer.Status.Should().Be(status, answer.Text);
        answer.MediaType.Should().Be("application/problem+json");
        answer.Problem.Should().Be(problem);
        answer.Json["detail"]!.ToString().Should().NotBeEmpty();
        answer
            .Text.Should()
            .NotContain("it-is-a-secret")
            .And.NotContain(HubScenery.SubscriberSecret)
            .And.NotContain("   at ");
    }
}
