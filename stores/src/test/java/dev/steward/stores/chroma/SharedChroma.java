package dev.steward.stores.chroma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the one server that all tests share, which don't harm it, to their constructors.
final class SharedChroma implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ChromaProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Server.class, key -> new Server(), Server.class)
        .process;
  }

  private static final class Server implements AutoCloseable {
    private final Path data;
    private final ChromaProcess process;

    Server() {
      try {
        data = Files.createTempDirectory("chroma");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      process = ChromaProcess.over(data);
    }

    @Override
    public void close() throws IOException {
      process.close();
      try (var files = Files.walk(data)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
