namespace Integration.Sandbox.Platforms;

/// <summary>What a refresh does on a platform.</summary>
/// <param name="Rotates">Whether it brings a new refresh token and ends the old one.</param>
/// <param name="Extends">Whether it lengthens the authorisation.</param>
/// <param name="EndsOld">Whether older access tokens stop working at once.</param>
internal readonly record struct TokenRules(bool Rotates, bool Extends, bool EndsOld);
