#!/usr/bin/env bash
# Builds the web app and puts it, with its /config.json, into the deployment's bucket: infra/web.sh STAGE. Needs Node.js, the AWS CLI and a deployed stack.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "infra/web.sh: $*" >&2; exit 1; }

stage="${1:-}"
[[ "$stage" =~ ^[a-z0-9]{1,12}$ ]] || fail 'name the stage, as in: infra/web.sh prod'
command -v npm >/dev/null || fail 'Node.js with npm is missing.'
command -v aws >/dev/null || fail 'the AWS CLI is missing.'

output() { # output NAME: of the stage's web stack
  aws cloudformation describe-stacks --stack-name "ordering-$stage-web" --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" --output text
}
bucket="$(output BucketName)"
config="$(output ConfigJson)"
distribution="$(output DistributionId)"
url="$(output Url)"
[ -n "$bucket" ] && [ -n "$config" ] || fail "the stack ordering-$stage-web has no outputs BucketName and ConfigJson: deploy it first."

(cd src/admin-web && npm ci --no-audit --no-fund && npm run build)

# Names of assets change with their content; everything else is asked for anew. Old assets stay for pages that are still open.
aws s3 sync src/admin-web/dist/assets "s3://$bucket/assets" --cache-control 'public, max-age=31536000, immutable'
aws s3 sync src/admin-web/dist "s3://$bucket" --exclude 'assets/*' --exclude config.json --cache-control no-cache --delete
printf '%s' "$config" | aws s3 cp - "s3://$bucket/config.json" --content-type application/json --cache-control no-cache
aws cloudfront create-invalidation --distribution-id "$distribution" --paths '/*' >/dev/null
echo "The web app is at $url"
