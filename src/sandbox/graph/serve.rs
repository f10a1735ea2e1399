//! From a request to its answer: who asks, whether there are calls left, and which file knows the object.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::Value;

use super::auth::{self, Caller};
use super::budget::Usage;
use super::context::Context;
use super::error::Refusal;
use super::reply::Reply;
use super::request::{self, GraphRequest};
use super::route::Route;
use super::{accounts, busy, codes, groups, links, numbers, tokens};
use crate::model::Error;
use crate::sandbox::Api;
use crate::sandbox::world::World;
use crate::sandbox::{Op, Shared};

pub(super) async fn answer(State(shared): State<Arc<Shared>>, parts: Parts, body: Bytes) -> Response {
    // A fault may show the world as it was.
    let shared = parts.extensions.get().cloned().unwrap_or(shared);
    let style = shared.plan.graph.clone();
    let errors = style.errors;
    let request = match GraphRequest::read(&parts, body).await {
        Ok(request) => request,
        Err(refusal) => {
            return Reply { errors, version: request::UNREAD, usage: None, result: Err(refusal) }.send();
        }
    };
    let now = shared.clock().now().as_second();
    let context = Arc::new(Context { request, style, texts: shared.plan.texts.clone(), now });
    let mut usage = None;
    let result = carry_out(&shared, &context, &mut usage).await;
    Reply { errors, version: &context.request.version, usage, result }.send()
}

/// Lets a request in, counts it, and carries it out.
async fn carry_out(shared: &Shared, context: &Arc<Context>, usage: &mut Option<Usage>) -> Result<Value, Refusal> {
    let admission = {
        let context = Arc::clone(context);
        shared.read(move |world| admit(&context, world)).await.map_err(|error| internal(&error))??
    };
    let Admission { caller, route, op, account } = admission;
    if let Some(budget) = context.style.budget {
        let (used, result) =
            shared.budgets.spend(budget, account.as_deref(), busy(&context.request.method), context.now);
        *usage = Some(used);
        result?;
    }
    let shared_context = Arc::clone(context);
    if context.request.method == Method::GET {
        let listed = match &route {
            Route::Groups(number) => Some(number.clone()),
            _ => None,
        };
        let read = shared.read(move |world| {
            let waiting = listed.filter(|number| world.has_new_groups(Api::Meta, number));
            (look(&shared_context, world, &route, caller), waiting)
        });
        let (result, waiting) = read.await.map_err(|error| internal(&error))?;
        if let Some(number) = waiting {
            let count = shared.edit(move |world| world.count_listing(Api::Meta, &number));
            count.await.map_err(|error| internal(&error))?;
        }
        result
    } else {
        let change = shared.change(op, move |world| change(&shared_context, world, &route));
        change.await.map_err(|error| internal(&error))?
    }
}

/// A request that may be carried out.
struct Admission {
    caller: Caller,
    route: Route,
    op: Op,
    /// The WhatsApp Business account whose budget it is on.
    account: Option<String>,
}

/// Looks at the token and at what it may do.
fn admit(context: &Context, world: &World) -> Result<Admission, Refusal> {
    let request = &context.request;
    let caller = auth::authenticate(request, &world.meta, context.style.require_proof, context.now)?;
    let route = Route::find(&request.path)
        .ok_or_else(|| Refusal::Path(format!("/{}", request.path.get(1..).unwrap_or_default().join("/"))))?;
    let op = route.op(request).ok_or_else(|| context.unreachable(route.id()))?;
    match caller {
        Caller::User => {}
        _ if op == Op::MetaDebugToken => {}
        Caller::App | Caller::NoPermission => return Err(Refusal::Denied(permission(op))),
        Caller::NoAsset => return Err(context.unreachable(route.id())),
    }
    let account = match &route {
        Route::Numbers(id) | Route::Node(id) if world.meta.wabas.iter().any(|waba| waba.id == *id) => Some(id.clone()),
        Route::Link(id) => world.find_group(Api::Meta, id).map(|(number, _)| number.waba.clone()),
        route => world.number(Api::Meta, route.id()).map(|number| number.waba.clone()),
    };
    Ok(Admission { caller, route, op, account })
}

/// Carries out a request that changes nothing.
fn look(context: &Context, world: &World, route: &Route, caller: Caller) -> Result<Value, Refusal> {
    match route {
        Route::DebugToken => tokens::debug(context, &world.meta, caller),
        Route::Node(id) => node(context, world, id),
        Route::Accounts(id, edge) => accounts::list(context, &world.meta, id, *edge),
        Route::Numbers(id) if world.meta.wabas.iter().any(|waba| waba.id == *id) => numbers::list(context, world, id),
        Route::Numbers(id) => Err(context.missing("WhatsApp Business Account", id)),
        Route::Codes(number) => codes::list(context, context.number(world, number)?),
        Route::Code(number, code) => codes::get(context, context.number(world, number)?, code),
        Route::Groups(number) => groups::list(context, context.number(world, number)?),
        Route::Link(group) => links::get(context, world, group),
    }
}

/// Shows the object of an id, whatever it is.
fn node(context: &Context, world: &World, id: &str) -> Result<Value, Refusal> {
    let account = &world.meta;
    if let Some(number) = world.number(Api::Meta, id) {
        numbers::one(context, number)
    } else if let Some(waba) = account.wabas.iter().find(|waba| waba.id == id) {
        accounts::one(context, waba)
    } else if let Some((number, group)) = world.find_group(Api::Meta, id) {
        groups::info(context, number, group)
    } else if id == account.user_id || id == "me" {
        accounts::owner(context, &account.user_id, "qrdeck sandbox", "SystemUser")
    } else if id == account.business_id {
        accounts::owner(context, id, "Aurora Coffee", "Business")
    } else if id.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte)) {
        Err(Refusal::Alias(id.to_owned()))
    } else {
        Err(context.unreachable(id))
    }
}

/// Carries out a request that changes something.
fn change(context: &Context, world: &mut World, route: &Route) -> Result<Value, Refusal> {
    let request = &context.request;
    match (route, &request.method) {
        (Route::Codes(number), _) => match request.param("code").filter(|code| !code.is_empty()) {
            Some(code) => codes::update(context, world, number, code),
            None => codes::create(context, world, number),
        },
        (Route::Code(number, code), &Method::POST) => codes::update(context, world, number, code),
        (Route::Code(number, code), _) => codes::delete(context, world, number, code),
        (Route::Groups(number), _) => groups::create(context, world, number),
        (Route::Link(group), &Method::POST) => links::reset(context, world, group),
        (Route::Link(group), _) => links::delete(context, world, group),
        (route, _) => Err(context.unreachable(route.id())),
    }
}

/// What a token without permissions is told it may not do.
fn permission(op: Op) -> &'static str {
    match op {
        Op::MetaListCodes => "list QR codes for this phone number",
        Op::MetaGetCode => "access QR codes for this phone number",
        Op::MetaCreateCode | Op::MetaUpdateCode => "manage QR codes for this phone number",
        Op::MetaDeleteCode => "delete QR codes for this phone number",
        Op::MetaListGroups
        | Op::MetaGetGroup
        | Op::MetaCreateGroup
        | Op::MetaGetLink
        | Op::MetaResetLink
        | Op::MetaDeleteLink => "manage groups for this phone number",
        _ => "access this WhatsApp Business Account",
    }
}

/// The sandbox's own failure.
fn internal(error: &Error) -> Refusal {
    Refusal::Internal(error.message.clone())
}
