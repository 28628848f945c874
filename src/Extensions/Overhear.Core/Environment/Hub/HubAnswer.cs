using System.Net;

namespace Overhear;

/// <summary>What a hub's refusal means, and what to do about it.</summary>
static class HubAnswer
{
    /// <param name="response">The answer; no success.</param>
    /// <param name="settings">Of which hub.</param>
    /// <param name="repository">What was asked for.</param>
    /// <param name="revision">Its branch, tag or commit.</param>
    /// <param name="file">The file; null where the repository was asked for.</param>
    public static ModelFetchException Refusal(HttpResponseMessage response, HubSettings settings, string repository, string revision, string? file)
    {
        var status = (int)response.StatusCode;
        var code = response.Headers.TryGetValues("X-Error-Code", out var values) ? values.FirstOrDefault() : null;
        var page = new Uri(settings.Endpoint, repository);
        var token = settings.Token is null ? "HF_TOKEN is not set"
            : settings.CanAuthorize ? "HF_TOKEN is set, and does not open it"
            : $"HF_TOKEN is set, and was not sent, as {settings.Endpoint} is not encrypted";
        return (code, status) switch
        {
            ("GatedRepo", _) => new($"{repository} is gated: its owner asks for consent. Accept the terms at {page}, then set HF_TOKEN to a token of that account with the right to read ({token})."),
            ("RevisionNotFound", _) => new($"{repository} has no revision {FaultList.Quote(revision)}. Its branches and tags stand at {page}."),
            ("EntryNotFound", _) when file is not null => new($"{repository} has no {file} at {revision}, though the hub lists it. Try again; if it stays, something is wrong with {settings.Endpoint}."),
            (_, 401 or 403) => new($"{settings.Endpoint} refuses {repository} ({status}): there is no such repository, or it is private or gated. Check the name at {page}; if it is gated, accept its terms there and set HF_TOKEN ({token})."),
            (_, 404) when file is null => new($"{settings.Endpoint} has no repository {repository} with a revision {FaultList.Quote(revision)} (404). Well-known names are {string.Join(", ", KnownModels.Names)}; others are given as org/name or org/name@revision."),
            (_, 404) => new($"{settings.Endpoint} has no {file} of {repository} at {revision} (404), though it lists it."),
            (_, 429) => new($"{settings.Endpoint} answers that it was asked too often (429). Wait some minutes; with HF_TOKEN set the limit is higher.") { IsPassing = true },
            (_, >= 500) => new($"{settings.Endpoint} has trouble of its own ({status}) with {file ?? repository}. Try again later.") { IsPassing = true },
            _ => new($"{settings.Endpoint} answers {status} for {file ?? repository}. Is HF_ENDPOINT the address of a hub?"),
        };
    }
}
