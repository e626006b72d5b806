package dev.steward.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The shape of the whole: change it in the same commit as the architecture.
@AnalyzeClasses(packages = "dev.steward", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final List<String> ADAPTERS =
      List.of("models", "stores", "tools", "web", "telemetry");

  @ArchTest
  static final ArchRule coreDependsOnTheJdkAlone =
      classes()
          .that()
          .resideInAPackage("dev.steward.core..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.steward.core..", "java..", "org.jspecify..", "org.slf4j..");

  /// So that adapters may use them.
  @ArchTest
  static final ArchRule policiesDependOnCoreAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.steward.policies..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.steward..")
                  .and(resideOutsideOfPackages("dev.steward.core..", "dev.steward.policies..")));

  @ArchTest
  static final ArchRule packagesOfCoreFormNoCycle =
      slices().matching("dev.steward.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule adaptersIgnoreEachOther =
      slices().assignedFrom(new Adapters()).should().notDependOnEachOther();

  @ArchTest
  static final ArchRule onlyTelemetryKnowsOpenTelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.steward.telemetry..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule nobodyDependsOnApp =
      noClasses()
          .that()
          // `dev.steward` itself is what Java programs open; it is put together in app.
          .resideOutsideOfPackages("dev.steward", "dev.steward.app..", "dev.steward.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.steward.app..");

  @ArchTest
  static final ArchRule theTestkitIsForTests =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.steward.testkit..", "dev.steward.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.steward.testkit..");

  @ArchTest
  static final ArchRule nothingStaticChanges = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule noFieldIsOptional = noFields().should().haveRawType(Optional.class);

  /// Amounts are exact: no field, no parameter, no result and no call is of a floating-point type.
  @ArchTest
  static final ArchRule moneyKnowsNoFloatingPoint =
      classes().that().resideInAPackage("dev.steward.core.cost").should(new BeExact());

  @ArchTest
  static final ArchRule onlyAppReadsTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.steward.app..", "dev.steward.bench..")
          .should()
          .callMethodWhere(readsTheClock());

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.steward.app.cli..", "dev.steward.bench..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule namesSayTheThing =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper)")
          .orShould()
          .resideInAnyPackage("..impl..", "..util..", "..manager..", "..common..");

  @ArchTest
  static final ArchRule absenceIsMarkedEverywhere = classes().should(new ResideInAMarkedPackage());

  private static DescribedPredicate<JavaMethodCall> readsTheClock() {
    return DescribedPredicate.describe(
        "reads the clock of the machine", ArchitectureTest::isOfClock);
  }

  /// `now(clock)` and `now()` differ: the first is told the time.
  private static boolean isOfClock(JavaMethodCall call) {
    var owner = call.getTargetOwner();
    var name = call.getName();
    var takesClock =
        call.getTarget().getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Clock.class));
    return (owner.getPackageName().equals("java.time") && name.equals("now") && !takesClock)
        || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
        || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"));
  }

  /// Each adapter is a slice, whatever packages it has.
  private static final class Adapters implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return ADAPTERS.stream()
          .filter(
              adapter -> (type.getPackageName() + ".").startsWith("dev.steward." + adapter + "."))
          .findFirst()
          .map(SliceIdentifier::of)
          .orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
      return "adapters";
    }
  }

  /// Holds for a class whose package says that what isn't `@Nullable` is there.
  private static final class ResideInAMarkedPackage extends ArchCondition<JavaClass> {
    ResideInAMarkedPackage() {
      super("reside in a package that is @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      var isMarked = type.getPackage().isAnnotatedWith(NullMarked.class);
      events.add(
          new SimpleConditionEvent(
              type,
              isMarked,
              "%s has no package-info.java with @NullMarked".formatted(type.getPackageName())));
    }
  }

  private static final class BeExact extends ArchCondition<JavaClass> {
    private static final Set<String> INEXACT =
        Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    BeExact() {
      super("know no floating point");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      var fields = type.getFields().stream().map(JavaField::getRawType);
      var own =
          type.getCodeUnits().stream()
              .flatMap(unit ->
                  Stream.concat(
                      Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream()));
      var called =
          type.getCodeUnitCallsFromSelf().stream()
              .map(JavaCall::getTarget)
              .flatMap(target ->
                  Stream.concat(
                      Stream.of(target.getRawReturnType()),
                      target.getRawParameterTypes().stream()));
      Stream.of(fields, own, called)
          .flatMap(types -> types)
          .filter(used -> INEXACT.contains(used.getName()))
          .forEach(used ->
              events.add(
                  SimpleConditionEvent.violated(
                      type, "%s uses %s".formatted(type.getName(), used.getName()))));
    }
  }
}
