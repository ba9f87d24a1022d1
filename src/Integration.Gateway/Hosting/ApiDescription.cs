using Integration.Access;
using Integration.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Integration.Hosting;

/// <summary>What the API's description says beyond what the routes say themselves.</summary>
internal static class ApiDescription
{
    public const string Scheme = "api_key";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "Integration.Orleans";
                document.Info.Description =
                    "Webhooks in, signed webhooks out, nothing lost. Errors are problem details (RFC 9457), see /problems.";
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(
                    StringComparer.Ordinal
                );
                document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "An API key: ik_…",
                };
                return Task.CompletedTask;
            }
        );
        // Durations are written as such in every body; the framework would describe its own form of them.
        options.AddSchemaTransformer(
            static (schema, context, _) =>
            {
                if (context.JsonTypeInfo.Type == typeof(TimeSpan))
                {
                    schema.Pattern = "^[0-9]+(ms|s|m|h|d)$";
                    schema.Default = null;
                }

                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                if (
                    context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsApiKey>().FirstOrDefault() is
                    { } needs
                )
                {
                    operation.Description = $"{operation.Description} Role: {needs.Roles}.".Trim();
                    var reference = new OpenApiSecuritySchemeReference(Scheme, context.Document);
                    operation.Security = [new OpenApiSecurityRequirement { [reference] = [] }];
                }

                foreach (
                    var parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameter>()
                )
                {
                    operation.Parameters ??= [];
                    operation.Parameters.Add(parameter.Describe());
                }

                return Task.CompletedTask;
            }
        );
    }
}
