using System;
using System.Globalization;
using System.Security.Cryptography;

namespace MeshVideo.Simulator.Tasks;

/// <summary>Creates task ids in the format of the service: <c>cgt-20260514183217-t8rzv</c>.</summary>
internal static class TaskIds
{
    public static string Create(DateTimeOffset createdAt)
    {
        string time = createdAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        return $"cgt-{time}-{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 5)}";
    }
}
