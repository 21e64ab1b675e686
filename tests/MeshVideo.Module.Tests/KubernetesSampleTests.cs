using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using MeshVideo.Demo;
using Xunit;

namespace MeshVideo.ModuleTests;

/// <summary>Reads the manifests of the samples by Kubernetes' own models, which reject fields that they don't know.</summary>
public sealed class KubernetesSampleTests
{
    private static readonly string Samples = Path.Combine(RepositoryFolder.Find()!, "samples");

    private static readonly string[] Names =
        [.. Directory.GetFiles(Path.Combine(Samples, "kubernetes"), "*.yaml").Select(path => Path.GetFileName(path)!)];

    public static TheoryData<string> Manifests => [.. Names];

    private static IReadOnlyList<object> All => [.. Names.SelectMany(Load)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_manifest_has_only_fields_of_its_kind(string name) => Assert.NotEmpty(Load(name));

    [Fact]
    public void A_manifest_with_another_field_is_rejected() =>
        Assert.ThrowsAny<System.Exception>(() => KubernetesYaml.LoadAllFromString(
            "apiVersion: batch/v1\nkind: Job\nspec:\n  completionMod: Indexed\n", typeMap: null, strict: true));

    [Theory]
    [InlineData("mesh-submit", "Submit-Batch.ps1", new[] { 2, 3, 4, 7 })]
    [InlineData("mesh-complete", "Complete-Share.ps1", new[] { 2, 3 })]
    public void A_job_runs_its_script_without_root_and_retries_by_its_exit_codes(string name, string script, int[] fails)
    {
        V1JobSpec job = Job(name);
        V1Container container = Assert.Single(job.Template.Spec.Containers);
        string text = File.ReadAllText(Path.Combine(Samples, "fan-out", script));

        Assert.Equal("/opt/mesh/samples/fan-out/" + script, container.Args[0]);
        Assert.All(
            container.Args.Where(argument => argument.StartsWith('-')),
            argument => Assert.Matches($@"\] \${Regex.Escape(argument[1..])}\b", text));
        Assert.Equal("Never", job.Template.Spec.RestartPolicy);
        Assert.True(job.Template.Spec.SecurityContext.RunAsNonRoot);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.True(container.Resources.Limits.ContainsKey("memory"));
        Assert.Equal(fails, Codes(job, "FailJob", container));
        Assert.Equal([6], Codes(job, "Ignore", container));
        Assert.Contains(
            job.PodFailurePolicy.Rules,
            rule => rule.OnPodConditions?.Any(condition => condition.Type == "DisruptionTarget") == true);
    }

    [Fact]
    public void The_workers_are_an_indexed_job_with_a_share_for_each()
    {
        V1JobSpec job = Job("mesh-complete");
        V1EnvVar shares = Assert.Single(job.Template.Spec.Containers[0].Env);

        Assert.Equal("Indexed", job.CompletionMode);
        Assert.Equal(("MESH_SHARES", $"{job.Completions}"), (shares.Name, shares.Value));
        Assert.NotNull(job.BackoffLimitPerIndex);
    }

    [Fact]
    public void The_volumes_and_the_secret_that_a_job_names_exist()
    {
        string[] claims = [.. All.OfType<V1PersistentVolumeClaim>().Select(claim => claim.Metadata.Name)];
        string[] secrets = [.. All.OfType<V1Secret>().Select(secret => secret.Metadata.Name)];

        foreach (V1PodSpec pod in All.OfType<V1CronJob>().Select(job => job.Spec.JobTemplate.Spec.Template.Spec))
        {
            Assert.Equal(
                pod.Volumes.Select(volume => volume.Name).Order(),
                pod.Containers[0].VolumeMounts.Select(mount => mount.Name).Order());
            Assert.All(
                pod.Volumes.Where(volume => volume.PersistentVolumeClaim is not null),
                volume => Assert.Contains(volume.PersistentVolumeClaim.ClaimName, claims));
            Assert.Contains(Assert.Single(pod.Containers[0].EnvFrom).SecretRef.Name, secrets);
        }

        Assert.Contains("MESHAPI_API_KEY", All.OfType<V1Secret>().Single().StringData.Keys);
    }

    [Fact]
    public void Only_the_job_that_submits_has_the_journal_and_it_never_runs_twice()
    {
        V1CronJob submit = Assert.Single(
            All.OfType<V1CronJob>(),
            job => job.Spec.JobTemplate.Spec.Template.Spec.Volumes.Any(
                volume => volume.PersistentVolumeClaim?.ClaimName == "mesh-batch"));

        Assert.Equal(("mesh-submit", "Forbid"), (submit.Metadata.Name, submit.Spec.ConcurrencyPolicy));
    }

    private static V1JobSpec Job(string name) =>
        All.OfType<V1CronJob>().Single(job => job.Metadata.Name == name).Spec.JobTemplate.Spec;

    private static IEnumerable<int> Codes(V1JobSpec job, string action, V1Container container) =>
        from rule in job.PodFailurePolicy.Rules
        where rule.Action == action && rule.OnExitCodes is { OperatorProperty: "In" } codes
            && codes.ContainerName == container.Name
        from code in rule.OnExitCodes.Values
        select code;

    private static List<object> Load(string name) => KubernetesYaml.LoadAllFromString(
        File.ReadAllText(Path.Combine(Samples, "kubernetes", name)), typeMap: null, strict: true);
}
