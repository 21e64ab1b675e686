using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MeshVideo.Simulator.Http;
using MeshVideo.Simulator.Validation;
using Microsoft.AspNetCore.Http;

namespace MeshVideo.Simulator.Api;

/// <summary>
/// GET /v1/models, and the routes for free and paid models, search and single models. All models of this service are video
/// models.
/// </summary>
internal sealed class ModelsEndpoint(SimulatorOptions options)
{
    private const int DefaultLimit = 50;

    public Task<Response> ListAsync(Exchange exchange, string key) => Task.FromResult(List(exchange));

    public Task<Response> ListFreeAsync(Exchange exchange, string key) =>
        Task.FromResult(Array(ModelCatalog.All.Where(model => model.Price.IsFree)));

    public Task<Response> ListPaidAsync(Exchange exchange, string key) =>
        Task.FromResult(Array(ModelCatalog.All.Where(model => !model.Price.IsFree)));

    public Task<Response> SearchAsync(Exchange exchange, string key) => Task.FromResult(Search(exchange));

    public Task<Response> GetAsync(Exchange exchange, string key) => Task.FromResult(Get(exchange));

    private Response List(Exchange exchange)
    {
        Violations violations = new();
        IEnumerable<VideoModel> matching = Matching(exchange.Request.Query, violations);
        return violations.Any ? ApiError.Validation(violations.All).ToResponse(exchange) : Array(matching);
    }

    private Response Search(Exchange exchange)
    {
        IQueryCollection query = exchange.Request.Query;
        Violations violations = new();
        int limit = QueryReader.ReadInteger(query, "limit", DefaultLimit, 1, 200, violations);
        int offset = QueryReader.ReadInteger(query, "offset", 0, 0, int.MaxValue, violations);
        string words = query["q"].LastOrDefault() ?? "";
        List<VideoModel> matching = Matching(query, violations)
            .Where(model => $"{model.Id} {model.Title}".Contains(words, StringComparison.OrdinalIgnoreCase)).ToList();
        if (violations.Any)
        {
            return ApiError.Validation(violations.All).ToResponse(exchange);
        }

        return Response.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (VideoModel model in matching.Skip(offset).Take(limit))
            {
                ModelJson.Write(json, model, options.DiscountPercent);
            }

            json.WriteEndArray();
            json.WriteNumber("total", matching.Count);
            json.WriteNumber("limit", limit);
            json.WriteNumber("offset", offset);
            json.WriteStartArray("brands");
            foreach (string provider in matching.Select(model => model.Provider).Distinct())
            {
                json.WriteStringValue(provider);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private Response Get(Exchange exchange)
    {
        string id = exchange.PathId ?? "";
        return ModelCatalog.Find(id) is { } model
            ? Response.Json(200, json => ModelJson.Write(json, model, options.DiscountPercent))
            : new ApiError(404, "model_not_found", $"Model {id} not found.").ToResponse(exchange);
    }

    private static IEnumerable<VideoModel> Matching(IQueryCollection query, Violations violations)
    {
        bool? free = QueryReader.ReadBoolean(query, "free", violations);
        (string? type, string? provider) = (query["type"].LastOrDefault(), query["provider"].LastOrDefault());
        return ModelCatalog.All.Where(model =>
            (type is null || type == ModelJson.Type)
            && (free is null || free == model.Price.IsFree)
            && (provider is null || provider == model.Provider));
    }

    private Response Array(IEnumerable<VideoModel> models) => Response.Json(200, json =>
    {
        json.WriteStartArray();
        foreach (VideoModel model in models)
        {
            ModelJson.Write(json, model, options.DiscountPercent);
        }

        json.WriteEndArray();
    });
}
