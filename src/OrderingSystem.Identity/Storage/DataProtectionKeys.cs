using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace OrderingSystem.Identity.Storage;

/// <summary>The keys of cookies and forms, kept beside the rest.</summary>
internal sealed class DataProtectionKeys(IdentityDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        database.Query("SELECT xml FROM data_protection_keys ORDER BY number", reader => XElement.Parse(reader.GetString(0)));

    public void StoreElement(XElement element, string friendlyName) =>
        database.Execute("INSERT INTO data_protection_keys (name, xml) VALUES ($name, $xml)", ("$name", friendlyName), ("$xml", element.ToString(SaveOptions.DisableFormatting)));
}
