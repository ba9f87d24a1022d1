using Integration.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Integration.Requests;

/// <summary>Says what an endpoint reads with its <see cref="QueryReader"/>, so that the API's description has it.</summary>
internal static class QueryParameters
{
    /// <summary>Texts.</summary>
    public static RouteHandlerBuilder TakesText(this RouteHandlerBuilder endpoint, params string[] names) =>
        endpoint.Takes(Array.ConvertAll(names, static name => new QueryParameter(name, QueryParameter.Text)));

    /// <summary>Instants.</summary>
    public static RouteHandlerBuilder TakesInstant(this RouteHandlerBuilder endpoint, params string[] names) =>
        endpoint.Takes(Array.ConvertAll(names, static name => new QueryParameter(name, QueryParameter.Instant)));

    /// <summary>Ids that we made.</summary>
    public static RouteHandlerBuilder TakesId(this RouteHandlerBuilder endpoint, params string[] names) =>
        endpoint.Takes(Array.ConvertAll(names, static name => new QueryParameter(name, QueryParameter.Id)));

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static RouteHandlerBuilder TakesFlag(this RouteHandlerBuilder endpoint, params string[] names) =>
        endpoint.Takes(Array.ConvertAll(names, static name => new QueryParameter(name, QueryParameter.Flag)));

    /// <summary>One value of an enumeration.</summary>
    public static RouteHandlerBuilder TakesChoice<T>(this RouteHandlerBuilder endpoint, string name)
        where T : struct, Enum =>
        endpoint.Takes(new QueryParameter(name, QueryParameter.OneOf(QueryReader.NamesOf<T>().Keys)));

    /// <summary>Limit and cursor.</summary>
    public static RouteHandlerBuilder TakesPage(this RouteHandlerBuilder endpoint) =>
        endpoint.Takes(
            new QueryParameter(
                "limit",
                QueryParameter.Number(1, PageRequest.MaxLimit, PageRequest.DefaultLimit),
                "The most that the page holds."
            ),
            new QueryParameter(
                "cursor",
                new() { Type = JsonSchemaType.String, MaxLength = Cursor.MaxLength },
                "next_cursor of the page before, as it is; without it the list begins."
            )
        );

    /// <summary>Parameters.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params QueryParameter[] parameters) =>
        endpoint.WithMetadata([.. parameters]);
}
