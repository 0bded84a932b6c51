package org.cnnc.tests.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job of a workflow as GitHub runs it: each {@code run} by {@code bash -e}; after a step that failed only those
 * that say {@code if: always()}; the job fails with its steps. Steps that {@code use} actions are passed over.
 *
 * @param status the first status that is not 0
 * @param steps what each step that ran gave, by name
 * @param summary what the steps wrote for the job's summary
 */
record WorkflowRun(int status, Map<String, GitRepository.Result> steps, String summary) {
    static WorkflowRun of(String workflow, String job, GitRepository repository, Path runner)
            throws IOException, InterruptedException {
        Path summary = Files.createTempFile(runner, "summary", ".md");
        Path path = Files.createTempFile(runner, "path", ".txt");
        Map<String, String> environment = Map.of(
                "GITHUB_WORKSPACE", repository.work().toString(), "GITHUB_STEP_SUMMARY", summary.toString(),
                "GITHUB_PATH", path.toString());
        Map<String, GitRepository.Result> steps = new LinkedHashMap<>();
        int status = 0;
        for (JsonNode step : new YAMLMapper().readTree(workflow).get("jobs").get(job).get("steps")) {
            boolean always = step.path("if").asText().equals("always()");
            if (!step.has("run") || status != 0 && !always) continue;
            GitRepository.Result result = repository.run(environment, "bash", "-e", "-c", step.get("run").asText());
            steps.put(step.get("name").asText(), result);
            if (status == 0) status = result.status();
        }
        return new WorkflowRun(status, steps, Files.readString(summary));
    }
}
