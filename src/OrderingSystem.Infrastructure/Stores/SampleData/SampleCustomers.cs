using OrderingSystem.Application.Customers;
using OrderingSystem.Domain.Customers;

namespace OrderingSystem.Infrastructure.Stores.SampleData;

/// <summary>25 customers for a first look. Phone numbers are from ranges kept for fiction, mail domains from RFC 2606.</summary>
public static class SampleCustomers
{
    public static IReadOnlyList<Customer> All { get; } =
    [
        Of(1, "Ada Brightwater", "12 Mill Lane, Otterford"),
        Of(2, "Bruno Castellane", "Rue des Tanneurs 4, Aubeville"),
        Of(3, "Chidi Okonjo", "7 Palm Grove, Harbour Town"),
        Of(4, "Dagny Solheim", "Fjordveien 31, Nordvik"),
        Of(5, "Emilia Novak", "Lipová 18, Zelený Brod"),
        Of(6, "Farid Rahimi", "22 Orchard Court, Eastbridge"),
        Of(7, "Greta Lindqvist", "Storgatan 9, Björkholm"),
        Of(8, "Hugo Marchetti", "Via del Forno 3, Montalba"),
        Of(9, "Imani Wanjiru", "5 Acacia Road, Lakeside"),
        Of(10, "Jonas Weber", "Lindenstraße 44, Altenbach"),
        Of(11, "Keiko Tanabe", "2-8-1 Sakurazaka, Minamihama"),
        Of(12, "Lucía Ferrer", "Calle del Olmo 15, Villaclara"),
        Of(13, "Mateus Andrade", "Rua das Flores 60, Porto Alvo"),
        Of(14, "Nadia Petrova", "Ulitsa Rechnaya 11, Novoselsk"),
        Of(15, "Oscar Delgado", "Avenida Central 200, San Telmo"),
        Of(16, "Priya Raman", "14 Temple Street, Kovilur"),
        Of(17, "Quentin Leroy", "Quai du Moulin 2, Saint-Aure"),
        Of(18, "Rosa Iglesias", "Plaza Mayor 1, Torrealta"),
        Of(19, "Samir Haddad", "9 Cedar Avenue, Hillview"),
        Of(20, "Tuva Nygaard", "Havnegata 5, Sandøy"),
        Of(21, "Umberto Salvi", "Corso Nuovo 77, Rivabella"),
        Of(22, "Valeria Moreau", "Chemin Vert 8, Clairval"),
        Of(23, "Wanda Kowalska", "Ogrodowa 26, Jasna Góra Mała"),
        Of(24, "Yusuf Demir", "Çınar Sokak 13, Yenidere"),
        Of(25, "Zoe Whitfield", "3 Station Road, Larkhill"),
    ];

    /// <summary>Adds those that are missing.</summary>
    public static async Task SeedAsync(ICustomerStore customers, CancellationToken cancellationToken)
    {
        foreach (var customer in All)
        {
            await customers.TryAddAsync(customer, cancellationToken);
        }
    }

    private static Customer Of(int number, string name, string address) => new(
        CustomerId.Parse($"C-{number:0000}"),
        name,
        $"customer{number}@example.com",
        $"+441632960{number:000}",
        address);
}
