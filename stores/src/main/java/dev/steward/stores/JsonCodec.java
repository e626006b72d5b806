package dev.steward.stores;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.steward.core.Failure;
import dev.steward.core.run.Codec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes records as JSON.
///
/// - A record of a sealed interface carries its simple class name as `@type`.
/// - Times are ISO 8601 to the nanosecond; zones stay as they were written.
/// - In free-form data (`Map<String, Object>`) whole numbers come back as `Long` (as `BigInteger`
///   beyond its range) and all others as `Double`.
/// - A component that is empty, 0, false or null is not written.
/// - A component that the text lacks comes back as `""`, an empty list, set or map, 0 or false, so
///   that a record which has grown still reads what was written before; one that the record lacks
///   is passed over. A component of another type that is lacking is null, which most records
///   refuse.
public final class JsonCodec implements Codec {
  private final JsonMapper mapper;

  public JsonCodec() {
    // Only what this codec wrote is read: its strings may be as long as they were.
    var json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .build();
    var builder =
        JsonMapper.builder(json)
            .annotationIntrospector(new SealedTypes())
            .accessorNaming(new ComponentNaming())
            .addModule(new JavaTimeModule().disable(JavaTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID))
            .addModule(new SimpleModule().addDeserializer(Number.class, new FreeNumbers()))
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    for (var type : List.of(String.class, Collection.class, List.class, Set.class, Map.class)) {
      builder.withConfigOverride(
          type, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
    }
    for (var type : List.of(String.class, List.class, Set.class, Map.class)) {
      leaveOut(builder, type, JsonInclude.Include.NON_EMPTY);
    }
    for (var type : List.of(int.class, long.class, double.class, boolean.class)) {
      leaveOut(builder, type, JsonInclude.Include.NON_DEFAULT);
    }
    this.mapper = builder.build();
  }

  private static void leaveOut(
      JsonMapper.Builder builder, Class<?> type, JsonInclude.Include what) {
    builder.withConfigOverride(
        type,
        override ->
            override.setInclude(JsonInclude.Value.construct(what, JsonInclude.Include.ALWAYS)));
  }

  @Override
  public String encode(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw Failure.internal(
          "A %s can't be written as JSON; the codec takes records, enums, lists, maps and times"
              .formatted(value.getClass().getName()),
          e);
    }
  }

  @Override
  public <T> T decode(String text, Class<T> type) {
    try {
      var value = mapper.readValue(text, type);
      if (value != null) {
        return value;
      }
    } catch (JsonProcessingException e) {
      // Neither the parser's message nor the exception: they quote the text.
      throw unreadable(text, type, e.getClass().getSimpleName());
    }
    throw unreadable(text, type, "null");
  }

  private static Failure unreadable(String text, Class<?> type, String reason) {
    return Failure.internal(
        "A text of %d characters is not a %s in JSON (%s): it is damaged, or of another version"
            .formatted(text.length(), type.getName(), reason),
        null);
  }
}
