namespace Integration.Notices;

/// <summary>How a platform's robots answer.</summary>
/// <param name="Codes">Names of the field with the code, the first one that is there counts.</param>
/// <param name="Messages">Names of the field with the text, likewise.</param>
/// <param name="KindOf">What a code other than 0 asks for; with its text, for a code that has several meanings.</param>
internal sealed record RobotProtocol(string[] Codes, string[] Messages, Func<long, string, NoticeFailureKind> KindOf);
