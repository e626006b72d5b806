# shellcheck shell=sh
# Finds the JDK and the Maven that Steward is built with, and says so where there is none.
# Sourced by ./steward and ./check.

needed_jdk=25
needed_node=20

# Sets `jdk` to the first JDK that is new enough.
find_jdk() {
  is_jdk "${JAVA_HOME:-}" && return
  javac=$(command -v javac 2>/dev/null) && javac=$(readlink -f "$javac" 2>/dev/null) &&
    is_jdk "${javac%/bin/javac}" && return
  for folder in \
    /usr/lib/jvm/* /opt/* /opt/*/* /usr/local/* \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    is_jdk "$folder" && return
  done
  return 1
}

# Whether $1 is the folder of a JDK that is new enough; then `jdk` is set to it.
is_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r name value; do
    if [ "$name" = JAVA_VERSION ]; then
      value=${value#\"}
      value=${value%%[!0-9]*}
      [ "${value:-0}" -ge "$needed_jdk" ] || return 1
      jdk=$1
      return 0
    fi
  done <"$1/release"
  return 1
}

missing_jdk() {
  echo "Steward needs a JDK $needed_jdk or newer, and none was found in JAVA_HOME, on the PATH, in /usr/lib/jvm, /opt, /usr/local, ~/.sdkman/candidates/java, ~/.jdks or /Library/Java/JavaVirtualMachines: install one (Eclipse Temurin $needed_jdk, or your system's openjdk-$needed_jdk-jdk) or set JAVA_HOME to its folder." >&2
  exit 1
}

# Sets `maven` to the command.
find_maven() {
  maven=$(command -v mvn 2>/dev/null) && return
  for maven in \
    "${MAVEN_HOME:-}/bin/mvn" "${M2_HOME:-}/bin/mvn" \
    /opt/*maven*/bin/mvn /usr/share/maven/bin/mvn /usr/local/*maven*/bin/mvn \
    "${HOME:-/}"/.sdkman/candidates/maven/current/bin/mvn /opt/homebrew/bin/mvn; do
    [ -x "$maven" ] && return
  done
  return 1
}

missing_maven() {
  echo "Steward is built with Maven 3.8.7 or newer, and none was found on the PATH, in MAVEN_HOME, /opt, /usr/share/maven, /usr/local or ~/.sdkman/candidates/maven: install it (such as: apt install maven) or add the folder of mvn to the PATH." >&2
  exit 1
}
