//! Every route states its need. Who asks is found here, and nowhere else.

use crate::actor::{Actor, Via};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::web::pack::packed;
use crate::web::{Ctx, House, Tell, edge, session, token};
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use std::net::SocketAddr;
use std::sync::Arc;
use texts::Lang;

/// Who may call a route. What may be seen through it is the reader's matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Anybody.
    Open,
    /// Somebody who is signed in.
    SignedIn,
    /// Somebody with this permission.
    May(Permission),
    /// Somebody with any permission of the administration.
    Administers,
}

/// A line of the router.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub need: Need,
    pub handler: MethodRouter<Arc<House>>,
    /// The shape of what it answers with, where that is JSON.
    pub answer: Tell,
}

/// A slice's routes.
pub type Routes = Vec<Route>;

/// `route!(GET "/cases" SignedIn => list::page)`
#[macro_export]
macro_rules! route {
    (GET $path:literal $($need:ident)::+ $(($p:ident))? => $handler:path) => { $crate::route!(@ get "GET" $path $($need)::+ $(($p))? => $handler) };
    (POST $path:literal $($need:ident)::+ $(($p:ident))? => $handler:path) => { $crate::route!(@ post "POST" $path $($need)::+ $(($p))? => $handler) };
    (PUT $path:literal $($need:ident)::+ $(($p:ident))? => $handler:path) => { $crate::route!(@ put "PUT" $path $($need)::+ $(($p))? => $handler) };
    (PATCH $path:literal $($need:ident)::+ $(($p:ident))? => $handler:path) => { $crate::route!(@ patch "PATCH" $path $($need)::+ $(($p))? => $handler) };
    (DELETE $path:literal $($need:ident)::+ $(($p:ident))? => $handler:path) => { $crate::route!(@ delete "DELETE" $path $($need)::+ $(($p))? => $handler) };
    (HEAD $path:literal $($need:ident)::+ $(($p:ident))? => $handler:path) => { $crate::route!(@ head "HEAD" $path $($need)::+ $(($p))? => $handler) };
    (@ $fun:ident $method:literal $path:literal $($need:ident)::+ $(($p:ident))? => $handler:path) => {
        $crate::web::Route {
            method: $method,
            path: $path,
            need: $crate::web::Need::$($need)::+ $(($crate::permission::Permission::$p))?,
            handler: ::axum::routing::$fun($handler),
            answer: $crate::web::tell(&$handler),
        }
    };
}

/// The router of all slices, each route behind its need.
pub fn router(house: &Arc<House>, routes: Routes) -> Router {
    let mut router = Router::new();
    for route in routes {
        let need = route.need;
        let handler = route.handler.layer(middleware::from_fn(edge)).layer(middleware::from_fn_with_state((house.clone(), need), guard));
        router = router.route(route.path, handler);
    }
    // What no route answers is told in the same words as what is missing.
    let lost = axum::routing::any(|| async { Err::<(), Error>(Error::NotFound) })
        .layer(middleware::from_fn(edge))
        .layer(middleware::from_fn_with_state((house.clone(), Need::Open), guard));
    packed(router.fallback_service(lost.with_state::<()>(house.clone()))).with_state(house.clone())
}

async fn guard(State((house, need)): State<(Arc<House>, Need)>, mut request: Request, next: Next) -> Response {
    let address = address(&house, &request);
    let (mut ctx, refused) = match identify(&house, &request.headers().clone(), address).await {
        Ok(ctx) => (ctx, None),
        Err((ctx, error)) => (*ctx, Some(error)),
    };
    ctx.flash = cookie(request.headers(), "rb_toast").filter(|v| !v.is_empty()).map(super::fields::decode);
    ctx.from = came_from(request.headers());
    ctx.uri = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let allowed = refused.map_or_else(|| check(&ctx, need, &request), Err);
    request.extensions_mut().insert(ctx);
    if let Err(error) = allowed {
        request.extensions_mut().insert(Refused(Arc::new(parking_lot::Mutex::new(Some(error)))));
    }
    let began = tokio::time::Instant::now();
    let (id, user, method, path) = (number_of(&request), user_of(&request), request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let took = began.elapsed();
    tracing::info!(target: "http", request = id, user, %method, path, status, ms = took.as_secs_f64() * 1000.0);
    (house.counted)(method.as_str(), status, took);
    response
}

/// The path of the page that a request came from, when that page is ours.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let (_, rest) = text("referer")?.split_once("://")?;
    let path = rest.strip_prefix(text("host")?)?;
    (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
}

fn number_of(request: &Request) -> String {
    request.extensions().get::<Ctx>().map(|c| c.actor.request.clone()).unwrap_or_default()
}

fn user_of(request: &Request) -> i64 {
    request.extensions().get::<Ctx>().map_or(0, |c| c.actor.id)
}

/// Carries a refusal through the edge, so that it is told in the same words as any other.
#[derive(Clone)]
pub(super) struct Refused(pub Arc<parking_lot::Mutex<Option<Error>>>);

fn check(ctx: &Ctx, need: Need, request: &Request) -> Result<()> {
    match need {
        Need::Open => {}
        _ if !ctx.actor.signed_in() => return Err(Error::SignIn),
        Need::SignedIn => {}
        Need::May(permission) => ctx.need(permission)?,
        Need::Administers if ctx.actor.permissions.administers() => {}
        Need::Administers => return Err(Error::Forbidden),
    }
    if ctx.actor.via == Via::Web && !request.method().is_safe() && !own_origin(request.headers(), &ctx.csrf) {
        return Err(Error::Forbidden);
    }
    if ctx.actor.read_only && !request.method().is_safe() {
        return Err(Error::Forbidden);
    }
    Ok(())
}

/// Whether a changing request comes from our own pages: by what the browser says of it, else by our token.
fn own_origin(headers: &HeaderMap, csrf: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    if let (Some(origin), Some(host)) = (text("origin"), text("host")) {
        return origin.split_once("://").is_some_and(|(_, from)| from == host);
    }
    !csrf.is_empty() && text("x-csrf-token") == Some(csrf)
}

async fn identify(house: &Arc<House>, headers: &HeaderMap, address: String) -> Result<Ctx, (Box<Ctx>, Error)> {
    let number: [u8; 6] = house.ids.bytes();
    let number: String = number.iter().map(|b| format!("{b:02x}")).collect();
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("da");
    let lang = cookie(headers, "rb_lang").and_then(Lang::parse).unwrap_or_else(|| Lang::negotiate(accept));
    let dress = |mut actor: Actor| {
        actor.address.clone_from(&address);
        actor.request.clone_from(&number);
        actor
    };
    let nobody = || Ctx::new(house.clone(), dress(Actor::nobody(lang)));
    let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    if let Some(text) = bearer {
        return match token::actor(house, text.trim(), dress).await {
            Ok(Some(actor)) => Ok(Ctx::new(house.clone(), actor)),
            Ok(None) => Err((Box::new(nobody()), Error::SignIn)),
            Err(error) => Err((Box::new(nobody()), error)),
        };
    }
    let Some(text) = cookie(headers, session::COOKIE) else { return Ok(nobody()) };
    let found = session::user(&house.db, &house.clock, house.limits.idle, text).await;
    let actor = match found {
        Ok(Some((user, hash))) => Actor::user(&house.db, user, Via::Web).await.map(|a| a.map(|a| (a, hash))),
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    match actor {
        Ok(Some((actor, hash))) => {
            let mut ctx = Ctx::new(house.clone(), dress(actor));
            ctx.csrf = blake3::hash(&[b"csrf".as_slice(), text.as_bytes()].concat()).to_hex()[..32].to_owned();
            ctx.session = Some(hash);
            Ok(ctx)
        }
        Ok(None) => Ok(nobody()),
        Err(error) => Err((Box::new(nobody()), error)),
    }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split("; "))
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

fn address(house: &House, request: &Request) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip().to_string()).unwrap_or_default();
    if !house.behind_proxy {
        return peer;
    }
    let forwarded = request.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok()).and_then(|v| v.rsplit(',').next());
    forwarded.map(str::trim).filter(|a| a.parse::<std::net::IpAddr>().is_ok()).map_or(peer, str::to_owned)
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.0.lock().take().unwrap_or(Error::Forbidden).into_response()
    }
}
