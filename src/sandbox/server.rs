//! The HTTP server: the router, and its end.

use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::connection::{Accept, Peer};
use super::faults::inject;
use super::{Shared, cams, graph, landing, origin_check, picture};

/// Both APIs behind the place where faults are injected, and that behind the door.
fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .merge(cams::routes())
        .merge(picture::routes())
        .merge(landing::routes())
        .merge(graph::routes())
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&shared), inject))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&shared), origin_check::admit))
        .with_state(shared)
}

/// Serves until `stop`; then every connection is closed, whatever it waits for.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>, stop: CancellationToken) {
    let service = router(shared).into_make_service_with_connect_info::<Peer>();
    let accept = Accept::new(listener, stop.clone());
    tokio::select! {
        // Accepting retries by itself and never ends with an error.
        _ = axum::serve(accept, service) => {}
        () = stop.cancelled() => {}
    }
}
