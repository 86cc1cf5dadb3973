//! Temporary: serves the gated test site for eyes.
mod common;
#[tokio::test]
async fn serve() {
    let (app, ..) = common::gated();
    let l = tokio::net::TcpListener::bind("127.0.0.1:8199").await.unwrap();
    axum::serve(l, app).await.unwrap();
}
