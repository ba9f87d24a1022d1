namespace Integration.Vendure;

/// <summary>What is asked, in GraphQL. The queries are fixed texts; whatever varies is a variable.</summary>
internal static class VendureQueries
{
    /// <summary>The field with the result of <see cref="Login"/>.</summary>
    public const string LoginResult = "login";

    /// <summary>The field with the result of <see cref="Orders"/>.</summary>
    public const string OrdersResult = "orders";

    /// <summary>The field with the result of <see cref="Products"/>.</summary>
    public const string ProductsResult = "products";

    /// <summary>A new session; without asking for the error's code a wrong password would look like a success.</summary>
    public const string Login = """
        mutation Login($username: String!, $password: String!) {
          login(username: $username, password: $password) { __typename ... on ErrorResult { errorCode message } }
        }
        """;

    /// <summary>Orders with all that can change of them. An entry of the history is the only trace of most changes.</summary>
    public const string Orders = """
        query Orders($options: OrderListOptions) {
          orders(options: $options) {
            totalItems
            items {
              id code state type createdAt updatedAt orderPlacedAt currencyCode totalWithTax
              history(options: { take: 100, sort: { createdAt: DESC, id: DESC } }) { items { createdAt type data } }
              fulfillments { state method trackingCode updatedAt lines { orderLineId quantity } }
              payments { state updatedAt }
              lines { id quantity unitPriceWithTax productVariant { id name product { id } } }
            }
          }
        }
        """;

    /// <summary>Products with what a list tells of them.</summary>
    public const string Products = """
        query Products($options: ProductListOptions) {
          products(options: $options) {
            totalItems
            items {
              id name enabled updatedAt featuredAsset { preview }
              variants { sku priceWithTax currencyCode updatedAt stockLevels { stockOnHand stockAllocated updatedAt } }
            }
          }
        }
        """;
}
