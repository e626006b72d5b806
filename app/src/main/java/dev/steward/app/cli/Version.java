package dev.steward.app.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// Says which Steward this is, and what it runs on.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "Steward %s (Java %s, %s %s)"
          .formatted(
              Objects.requireNonNullElse(
                  Version.class.getPackage().getImplementationVersion(), "in development"),
              Runtime.version(),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}
