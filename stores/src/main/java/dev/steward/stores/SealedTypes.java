package dev.steward.stores;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells the records of a sealed interface apart by their simple names, without annotations.
final class SealedTypes extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass type, JavaType base) {
    if (!isChoice(type.getRawType())) {
      return null;
    }
    var property =
        JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@type", null, false, true, true);
    return new StdTypeResolverBuilder(property);
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated type) {
    var raw = type.getRawType();
    return isSealedInterface(raw) ? named(raw) : null;
  }

  @Override
  public @Nullable String findTypeName(AnnotatedClass type) {
    var raw = type.getRawType();
    return raw.isRecord() && isChoice(raw) ? raw.getSimpleName() : null;
  }

  /// Whether it is a sealed interface, or a record of one. (The JDK has sealed types as well:
  /// `String` is of one, `ZoneId` is another.)
  private static boolean isChoice(Class<?> type) {
    return isSealedInterface(type) || (type.isRecord() && hasSealedParent(type));
  }

  private static boolean isSealedInterface(Class<?> type) {
    return type.isSealed() && type.isInterface();
  }

  private static boolean hasSealedParent(Class<?> type) {
    for (var parent : type.getInterfaces()) {
      if (parent.isSealed() || hasSealedParent(parent)) {
        return true;
      }
    }
    return false;
  }

  private static List<NamedType> named(Class<?> choice) {
    var names = new HashMap<String, Class<?>>();
    var types = new ArrayList<NamedType>();
    for (var leaf : leaves(choice)) {
      var other = names.put(leaf.getSimpleName(), leaf);
      if (other == null) {
        types.add(new NamedType(leaf, leaf.getSimpleName()));
      } else if (!other.equals(leaf)) {
        throw new IllegalStateException(
            "%s and %s can't be told apart: give one another name"
                .formatted(other.getName(), leaf.getName()));
      }
    }
    return types;
  }

  private static List<Class<?>> leaves(Class<?> choice) {
    var leaves = new ArrayList<Class<?>>();
    for (var permitted : choice.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        leaves.addAll(leaves(permitted));
      } else {
        leaves.add(permitted);
      }
    }
    return leaves;
  }
}
