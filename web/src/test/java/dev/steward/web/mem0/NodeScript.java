package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs Node with Mem0's client installed.
final class NodeScript {
  private NodeScript() {}

  static String run(List<String> arguments, Premises premises) throws Exception {
    return run(arguments, Map.of("STEWARD_URL", premises.server.uri().toString()));
  }

  /// What it prints; fails with what it says if it does not end well.
  static String run(List<String> arguments, Map<String, String> environment) throws Exception {
    var peers = Path.of("target", "peers").toAbsolutePath();
    if (!Files.isDirectory(peers.resolve("node_modules/mem0ai"))) {
      fail("The npm package mem0ai is missing from " + peers + "; run ./check, which installs it");
    }
    var command = new ArrayList<>(List.of("node"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("PEERS", peers.toString());
    builder.environment().put("NODE_PATH", peers.resolve("node_modules").toString());
    builder.environment().put("MEM0_TELEMETRY", "false");
    var errors = Files.createTempFile("node", ".err");
    var process = builder.redirectError(errors.toFile()).start();
    try {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      return output;
    } finally {
      process.destroyForcibly();
      Files.delete(errors);
    }
  }
}
