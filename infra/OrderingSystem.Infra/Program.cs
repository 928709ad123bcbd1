using Amazon.CDK;
using OrderingSystem.Infra;

// cdk synth | diff | deploy -c stage=prod -c carrierUrl=https://api.bobspost.example -c emailFrom=orders@example.com …
var app = new App();
_ = new OrderingApp(app, DeploymentSettings.Read(name => app.Node.TryGetContext(name) as string), DeploymentAssets.FromRepository());
_ = app.Synth();
