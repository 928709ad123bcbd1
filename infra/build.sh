#!/usr/bin/env bash
# Makes the assets that the CDK app deploys: the native executable of all functions, and the admin API.
# Needs the .NET 10 SDK and, on x64 Linux, clang or gcc with binutils (Debian and Ubuntu: apt-get install clang).
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "infra/build.sh: $*" >&2; exit 1; }

[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || fail 'build on x64 Linux (a container will do): native code is not made across systems.'
command -v dotnet >/dev/null || fail 'the .NET 10 SDK is missing.'
command -v clang >/dev/null || command -v gcc >/dev/null || fail 'the native compiler needs clang or gcc: apt-get install clang'
command -v objcopy >/dev/null || command -v llvm-objcopy >/dev/null || fail 'symbols are stripped with objcopy: apt-get install binutils'

echo '== functions'
dotnet publish src/OrderingSystem.Lambdas -c Release -r linux-x64 --artifacts-path artifacts/native -o artifacts/lambda
rm -rf artifacts/lambda-asset
mkdir -p artifacts/lambda-asset
cp artifacts/lambda/bootstrap artifacts/lambda-asset/bootstrap

size=$(stat -c %s artifacts/lambda-asset/bootstrap)
[ "$size" -lt 25000000 ] || fail "bootstrap has $size bytes, more than 25 MB."
newest=$(grep -aoE 'GLIBC_[0-9]+\.[0-9]+' artifacts/lambda-asset/bootstrap | sort -uV | tail -n 1)
[ "$(printf '%s\n' "$newest" GLIBC_2.34 | sort -V | tail -n 1)" = GLIBC_2.34 ] \
  || fail "bootstrap needs $newest; provided.al2023 has GLIBC_2.34. Build on an older Linux."
echo "bootstrap: $size bytes, newest symbol $newest"

echo '== admin API'
dotnet publish src/OrderingSystem.AdminApi.Lambda -c Release -r linux-x64 --self-contained --artifacts-path artifacts/admin-api-build -o artifacts/admin-api
rm -rf artifacts/admin-api-asset
cp -r artifacts/admin-api artifacts/admin-api-asset
find artifacts/admin-api-asset -name '*.pdb' -o -name '*.xml' | xargs -r rm
size=$(du -sb artifacts/admin-api-asset | cut -f 1)
[ "$size" -lt 200000000 ] || fail "the admin API's package has $size bytes; Lambda takes 250 MB with its layers."
echo "admin API: $size bytes"
