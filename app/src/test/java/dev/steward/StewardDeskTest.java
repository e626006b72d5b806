package dev.steward;

import dev.steward.core.Desk;
import dev.steward.core.Principal;
import dev.steward.testkit.desk.DeskContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class StewardDeskTest implements DeskContract {
  @TempDir private Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
    house.reopenWith(settings ->
        settings.replace(
            "    model: claude-haiku-5-5\n    fallbacks: [deepseek-flash, MiniMax-M3]\n",
            "    models: [deepseek-flash, claude-haiku-5-5]\n"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Override
  public Desk desk(Principal principal) {
    return house.steward();
  }
}
