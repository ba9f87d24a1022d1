namespace Integration.Notices;

/// <summary>The keys of a gateway stand in its address and headers: they go out protected, or stay on this machine.</summary>
public sealed class SmsGatewayAddressTests
{
    [Theory]
    [InlineData("http://sms.example.com/send")]
    [InlineData("http://sms.example.com/send?to={to}")]
    [InlineData("http://10.0.0.1/send")]
    public void Faults_OfPlainHttpToElsewhere_AreTold(string url) =>
        NoticeOptionsFaults
            .Of(new SmsGatewayOptions { Url = url, Recipients = ["1"] })
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("Url")
            .And.Contain("https");

    [Theory]
    [InlineData("https://sms.example.com/send/{id}")]
    [InlineData("http://127.0.0.1:8080/send")]
    [InlineData("http://localhost/send")]
    [InlineData("http://[::1]/send")]
    public void Faults_OfHttpsOrThisMachine_AreNone(string url) =>
        NoticeOptionsFaults.Of(new SmsGatewayOptions { Url = url, Recipients = ["1"] }).Should().BeEmpty();
}
